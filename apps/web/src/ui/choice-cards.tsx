import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { clsx } from "clsx";
import { type ReactNode, useId } from "react";

export interface ChoiceCardsProps<TValue extends string> {
  /** What is chosen. */
  label: string;
  value: TValue | undefined;
  options: readonly { value: TValue; label: string; hint?: ReactNode; icon?: ReactNode }[];
  onChange: (value: TValue) => void;
}

/** One of a few ways to go on, each with a word of explanation. */
export function ChoiceCards<TValue extends string>({ label, value, options, onChange }: ChoiceCardsProps<TValue>) {
  const id = useId();
  return (
    <RadioGroup
      aria-labelledby={id}
      value={value ?? null}
      onValueChange={(next) => onChange(next as TValue)}
      className={clsx("grid gap-3", options.length === 3 ? "sm:grid-cols-3" : "sm:grid-cols-2")}
    >
      <span id={id} className="-mb-1.5 font-semibold sm:col-span-full">
        {label}
      </span>
      {options.map((option) => (
        <label
          key={option.value}
          className="border-line-strong bg-surface hover:border-muted has-data-checked:border-primary has-data-checked:bg-primary/6 flex cursor-pointer items-start gap-3.5 rounded-xl border p-4 transition-colors"
        >
          <Radio.Root
            value={option.value}
            className="border-line-strong data-checked:border-primary mt-0.5 grid size-5 shrink-0 place-items-center rounded-full border-2"
          >
            <Radio.Indicator className="bg-primary size-2.5 rounded-full" />
          </Radio.Root>
          <span className="min-w-0 flex-1">
            <span className="flex items-center gap-2 font-semibold">
              {option.icon}
              {option.label}
            </span>
            {option.hint && <span className="text-muted mt-0.5 block text-sm">{option.hint}</span>}
          </span>
        </label>
      ))}
    </RadioGroup>
  );
}

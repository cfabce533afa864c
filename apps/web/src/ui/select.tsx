import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import type { Ref } from "react";

export interface SelectProps<TValue extends string> {
  /** Of the button that opens it. */
  ref?: Ref<HTMLButtonElement>;
  label: string;
  value: TValue;
  options: readonly { value: TValue; label: string }[];
  onChange: (value: TValue) => void;
}

/** One of a few; the label stands inside, before the value. */
export function Select<TValue extends string>({ ref, label, value, options, onChange }: SelectProps<TValue>) {
  return (
    <Base.Root items={options} value={value} onValueChange={(next) => (next === null ? undefined : onChange(next))}>
      <Base.Trigger
        ref={ref}
        aria-label={label}
        className="border-line-strong bg-surface hover:border-muted inline-flex min-h-10 items-center gap-2 rounded-lg border pr-2.5 pl-3.5 text-sm font-semibold"
      >
        <span aria-hidden className="text-muted font-normal">
          {label}
        </span>
        <Base.Value />
        <Base.Icon>
          <ChevronDown aria-hidden className="text-muted size-4" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={6} alignItemWithTrigger={false} className="z-50">
          <Base.Popup className="border-line bg-raised shadow-float max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto rounded-xl border p-1.5 transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            <Base.List>
              {options.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  className="data-highlighted:bg-ink/8 flex min-h-9 items-center gap-2 rounded-lg pr-4 pl-2 text-sm outline-none select-none"
                >
                  <span className="grid size-4 place-items-center">
                    <Base.ItemIndicator>
                      <Check aria-hidden className="text-primary size-4" />
                    </Base.ItemIndicator>
                  </span>
                  <Base.ItemText>{option.label}</Base.ItemText>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

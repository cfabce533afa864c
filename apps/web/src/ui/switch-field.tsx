import { Switch } from "@base-ui/react/switch";
import { type ReactNode, useId } from "react";

export interface SwitchFieldProps {
  label: string;
  hint?: ReactNode;
  isOn: boolean;
  isDisabled?: boolean;
  onChange: (isOn: boolean) => void;
}

/** Something that is on or off, and takes effect at once. */
export function SwitchField({ label, hint, isOn, isDisabled = false, onChange }: SwitchFieldProps) {
  const id = useId();
  return (
    <div className="flex items-center justify-between gap-4">
      <div className="min-w-0">
        <span id={id}>{label}</span>
        {hint && <p className="text-muted text-sm">{hint}</p>}
      </div>
      <Switch.Root
        aria-labelledby={id}
        checked={isOn}
        disabled={isDisabled}
        onCheckedChange={onChange}
        className="bg-line-strong data-checked:bg-primary inline-flex h-6 w-11 shrink-0 items-center rounded-full p-0.5 transition-colors data-disabled:opacity-55"
      >
        <Switch.Thumb className="bg-surface size-5 rounded-full transition-transform data-checked:translate-x-5" />
      </Switch.Root>
    </div>
  );
}

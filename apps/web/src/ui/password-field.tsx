import { Eye, EyeOff } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { Field, type FieldProps } from "./field.tsx";

/** A password: can be shown, and warns when caps lock is on. */
export function PasswordField({ hint, onBlur, ...rest }: FieldProps) {
  const [isShown, setIsShown] = useState(false);
  const [isCapsLockOn, setIsCapsLockOn] = useState(false);
  const watchCapsLock = (event: KeyboardEvent) => setIsCapsLockOn(event.getModifierState("CapsLock"));
  const Icon = isShown ? EyeOff : Eye;
  return (
    <Field
      {...rest}
      type={isShown ? "text" : "password"}
      spellCheck={false}
      autoCapitalize="none"
      autoCorrect="off"
      onKeyDown={watchCapsLock}
      onKeyUp={watchCapsLock}
      onBlur={(event) => {
        setIsCapsLockOn(false);
        onBlur?.(event);
      }}
      hint={isCapsLockOn ? <span className="text-warn font-medium">Caps lock is on.</span> : hint}
      end={
        <button
          type="button"
          aria-label="Show password"
          aria-pressed={isShown}
          onClick={() => setIsShown(!isShown)}
          className="text-muted hover:bg-ink/8 hover:text-ink grid size-9 place-items-center rounded-md"
        >
          <Icon aria-hidden className="size-4.5" />
        </button>
      }
    />
  );
}

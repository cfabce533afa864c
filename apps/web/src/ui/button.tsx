import { clsx } from "clsx";
import type { ComponentProps } from "react";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger" | "pilot";
export type ButtonSize = "small" | "medium";

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "bg-primary text-on-primary hover:bg-primary-strong",
  secondary: "border border-line-strong bg-surface text-ink hover:border-muted hover:bg-sunken",
  quiet: "text-ink hover:bg-ink/8",
  danger: "border border-bad/40 bg-surface text-bad hover:bg-bad-soft",
  pilot: "bg-on-pilot text-pilot hover:opacity-90",
};
const SIZES: Record<ButtonSize, string> = {
  small: "min-h-8 px-3 text-sm",
  medium: "min-h-11 px-4.5",
};

/** The look of a button, for links that act like one. */
export function buttonClass(variant: ButtonVariant = "primary", size: ButtonSize = "medium"): string {
  return clsx(
    "inline-flex items-center justify-center gap-2 rounded-lg font-semibold whitespace-nowrap transition-colors",
    "disabled:cursor-not-allowed disabled:opacity-55 aria-busy:cursor-progress",
    VARIANTS[variant],
    SIZES[size],
  );
}

export interface ButtonProps extends ComponentProps<"button"> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Work is under way: pressing again does nothing, and the button keeps its focus. */
  isBusy?: boolean;
}

export function Button({ variant, size, isBusy = false, className, onClick, type = "button", children, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type === "submit" ? "submit" : type}
      aria-busy={isBusy || undefined}
      aria-disabled={isBusy || undefined}
      onClick={(event) => {
        if (isBusy) event.preventDefault();
        else onClick?.(event);
      }}
      className={clsx(buttonClass(variant, size), className)}
    >
      {isBusy && <span aria-hidden className="animate-drift size-2 shrink-0 rounded-full bg-current" />}
      {children}
    </button>
  );
}

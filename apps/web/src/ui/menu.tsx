import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ReactElement, ReactNode } from "react";

const ITEM_CLASS =
  "flex min-h-10 w-full items-center gap-3 rounded-lg px-2.5 text-sm text-ink no-underline outline-none select-none data-highlighted:bg-ink/8";

export interface MenuProps {
  trigger: ReactElement<Record<string, unknown>>;
  align?: "start" | "end";
  side?: "top" | "bottom";
  children: ReactNode;
}

export function Menu({ trigger, align = "start", side = "bottom", children }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={8} align={align} side={side} className="z-50">
          <Base.Popup className="border-line bg-raised shadow-float max-h-(--available-height) max-w-[min(22rem,calc(100vw-1.5rem))] min-w-56 overflow-y-auto rounded-xl border p-1.5 transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export interface MenuItemProps {
  icon?: ReactNode;
  /** A link to render instead of an action. */
  link?: ReactElement<Record<string, unknown>>;
  onSelect?: () => void;
  children: ReactNode;
}

export function MenuItem({ icon, link, onSelect, children }: MenuItemProps) {
  const content = (
    <>
      {icon && <span className="text-muted grid size-5 place-items-center">{icon}</span>}
      <span className="min-w-0 truncate">{children}</span>
    </>
  );
  if (link)
    return (
      <Base.LinkItem closeOnClick render={link} className={ITEM_CLASS}>
        {content}
      </Base.LinkItem>
    );
  return (
    <Base.Item {...(onSelect ? { onClick: onSelect } : {})} className={ITEM_CLASS}>
      {content}
    </Base.Item>
  );
}

export interface MenuChoiceProps<TValue extends string> {
  label: string;
  value: TValue;
  options: readonly { value: TValue; label: string }[];
  onChange: (value: TValue) => void;
}

/** A group in the menu of which one is chosen. */
export function MenuChoice<TValue extends string>({ label, value, options, onChange }: MenuChoiceProps<TValue>) {
  return (
    <Base.RadioGroup value={value} onValueChange={onChange}>
      <Base.GroupLabel className="text-muted px-2.5 pt-2 pb-1 text-[0.8125rem]">{label}</Base.GroupLabel>
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} closeOnClick className={ITEM_CLASS}>
          <span className="grid size-5 place-items-center">
            <Base.RadioItemIndicator>
              <Check aria-hidden className="text-primary size-4" />
            </Base.RadioItemIndicator>
          </span>
          <span className="min-w-0 truncate">{option.label}</span>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="bg-line my-1.5 h-px" />;
}

import { AlertDialog } from "@base-ui/react/alert-dialog";
import type { ReactElement, ReactNode } from "react";
import { Button, buttonClass } from "./button.tsx";
import { BACKDROP_CLASS, POPUP_CLASS } from "./dialog.tsx";

export interface ConfirmDialogProps {
  /** The button that asks; left out where something else does, by `isOpen`. */
  trigger?: ReactElement<Record<string, unknown>>;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  title: string;
  children: ReactNode;
  confirmLabel: string;
  isDangerous?: boolean;
  /** False while it is not known yet what is asked about. */
  isReady?: boolean;
  onConfirm: () => void;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { trigger, isOpen, onOpenChange, title, children, confirmLabel, isDangerous = false, isReady = true, onConfirm } = props;
  return (
    <AlertDialog.Root
      {...(isOpen !== undefined && { open: isOpen })}
      {...(onOpenChange && { onOpenChange: (open) => onOpenChange(open) })}
    >
      {trigger && <AlertDialog.Trigger render={trigger} />}
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={BACKDROP_CLASS} />
        <AlertDialog.Popup className={POPUP_CLASS}>
          <AlertDialog.Title className="text-xl">{title}</AlertDialog.Title>
          <AlertDialog.Description className="text-muted mt-2" render={<div />}>
            {children}
          </AlertDialog.Description>
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <AlertDialog.Close className={buttonClass("secondary")}>Cancel</AlertDialog.Close>
            <AlertDialog.Close
              render={<Button variant={isDangerous ? "danger" : "primary"} />}
              disabled={!isReady}
              onClick={onConfirm}
            >
              {confirmLabel}
            </AlertDialog.Close>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

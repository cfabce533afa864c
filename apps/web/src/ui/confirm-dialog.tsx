import { AlertDialog } from "@base-ui/react/alert-dialog";
import type { ReactElement, ReactNode } from "react";
import { Button, buttonClass } from "./button.tsx";
import { BACKDROP_CLASS, POPUP_CLASS } from "./dialog.tsx";

export interface ConfirmDialogProps {
  /** The button that asks. */
  trigger: ReactElement<Record<string, unknown>>;
  title: string;
  children: ReactNode;
  confirmLabel: string;
  isDangerous?: boolean;
  onConfirm: () => void;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({ trigger, title, children, confirmLabel, isDangerous = false, onConfirm }: ConfirmDialogProps) {
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger render={trigger} />
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={BACKDROP_CLASS} />
        <AlertDialog.Popup className={POPUP_CLASS}>
          <AlertDialog.Title className="text-xl">{title}</AlertDialog.Title>
          <AlertDialog.Description className="text-muted mt-2" render={<div />}>
            {children}
          </AlertDialog.Description>
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <AlertDialog.Close className={buttonClass("secondary")}>Cancel</AlertDialog.Close>
            <AlertDialog.Close render={<Button variant={isDangerous ? "danger" : "primary"} />} onClick={onConfirm}>
              {confirmLabel}
            </AlertDialog.Close>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

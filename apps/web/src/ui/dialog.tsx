import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, type RefObject, useRef } from "react";

export const BACKDROP_CLASS =
  "fixed inset-0 z-40 bg-[hsl(var(--shade)/0.45)] transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0";
export const POPUP_CLASS =
  "fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[min(30rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-2xl border border-line bg-raised p-6 shadow-float transition-[opacity,scale] data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0";

export interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** Nothing in it would be lost: a click beside it closes it. */
  isGlance?: boolean;
  /** What has the focus afterwards, where what led here is gone: an option of a list. */
  returnTo?: RefObject<HTMLElement | null> | undefined;
  children: ReactNode;
}

/** Begins at the first field of its form, unless that would raise a phone's keyboard over it. */
export function Dialog({ isOpen, onClose, title, isGlance = false, returnTo, children }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  const firstField = () => popup.current?.querySelector<HTMLElement>("form :is(input, textarea)") ?? true;
  return (
    <Base.Root open={isOpen} disablePointerDismissal={!isGlance} onOpenChange={(open) => (open ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className={BACKDROP_CLASS} />
        <Base.Popup ref={popup} className={POPUP_CLASS} initialFocus={(by) => by === "touch" || firstField()} finalFocus={returnTo}>
          <div className="mb-4 flex items-start justify-between gap-4">
            <Base.Title className="text-xl">{title}</Base.Title>
            <Base.Close
              aria-label="Close"
              className="text-muted hover:bg-ink/8 hover:text-ink -mt-1 -mr-2 grid size-9 place-items-center rounded-md"
            >
              <X aria-hidden className="size-5" />
            </Base.Close>
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

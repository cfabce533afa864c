import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { buttonClass } from "./button.tsx";

const manager = Toast.createToastManager();

export interface ToastMessage {
  /** A message of the same id is replaced. */
  id?: string;
  title: string;
  description?: string;
  tone?: "plain" | "bad";
  action?: { label: string; run: () => void };
}

const SHORT_MS = 5_000;
/** Long enough to read, decide and reach the button by keyboard. */
const WITH_ACTION_MS = 10_000;

/** Says something in passing, from anywhere. */
export function showToast({ id, title, description, tone = "plain", action }: ToastMessage): void {
  const shown = manager.add({
    ...(id === undefined ? {} : { id }),
    title,
    description,
    type: tone,
    priority: tone === "bad" ? "high" : "low",
    timeout: action || tone === "bad" ? WITH_ACTION_MS : SHORT_MS,
    // Said also when there is none: a message that is replaced would keep its old one.
    actionProps: action && {
      children: action.label,
      onClick: () => {
        manager.close(shown);
        action.run();
      },
    },
  });
}

/** Where the messages appear; once per page. F6 moves the focus there. */
export function Toaster() {
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-4 bottom-20 z-50 mx-auto flex max-w-md flex-col gap-2 sm:right-6 sm:left-auto sm:mx-0 sm:w-104 lg:bottom-6">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      swipeDirection={["right", "down"]}
      className="animate-rise border-line bg-raised shadow-float data-[type=bad]:border-bad/50 rounded-xl border transition-[opacity,translate] data-ending-style:opacity-0 data-limited:hidden"
    >
      <Toast.Content className="flex items-center gap-3 py-2.5 pr-2.5 pl-4">
        <div className="min-w-0 flex-1">
          <Toast.Title className="data-[type=bad]:text-bad font-semibold break-words" render={<p />} />
          <Toast.Description className="text-muted text-sm break-words" />
        </div>
        <Toast.Action className={buttonClass("secondary", "small")} />
        <Toast.Close
          aria-label="Dismiss"
          className="text-muted hover:bg-ink/8 hover:text-ink grid size-9 shrink-0 place-items-center rounded-md"
        >
          <X aria-hidden className="size-4" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}

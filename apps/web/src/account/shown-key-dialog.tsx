import { Button } from "../ui/button.tsx";
import { Copyable } from "../ui/copyable.tsx";
import { Dialog } from "../ui/dialog.tsx";

/** The only time a key is seen. */
export function ShownKeyDialog({ apiKey, onClose }: { apiKey: string; onClose: () => void }) {
  return (
    <Dialog isOpen onClose={onClose} title="Your new key">
      <p className="text-muted mb-4">Put it where the program finds it. It is not kept here and not shown again.</p>
      <p className="bg-sunken rounded-lg px-4 py-3 break-all">
        <Copyable text={apiKey} what="key" />
      </p>
      <div className="mt-6 flex justify-end">
        <Button onClick={onClose}>I have put it there</Button>
      </div>
    </Dialog>
  );
}

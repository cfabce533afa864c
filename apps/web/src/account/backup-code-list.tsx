import { Download } from "lucide-react";
import { useEffect, useRef } from "react";
import { downloadText } from "../lib/download-text.ts";
import { Button } from "../ui/button.tsx";

/** Shown once: each opens the account in the place of a code of the app, once. */
export function BackupCodeList({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const list = useRef<HTMLUListElement>(null);
  // The form that stood here is gone, and the focus with it.
  useEffect(() => list.current?.focus(), []);
  return (
    <div className="space-y-5">
      <p className="text-muted">
        Keep them where you keep what must not be lost. Each works once in the place of a code, should the phone be gone. They are
        not shown again.
      </p>
      <ul
        ref={list}
        tabIndex={-1}
        aria-label="Backup codes"
        className="bg-sunken figures grid grid-cols-2 gap-x-6 gap-y-2 rounded-lg px-5 py-4 text-lg"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap justify-end gap-2">
        <Button
          variant="secondary"
          onClick={() => downloadText({ fileName: "causeway-backup-codes.txt", text: `${codes.join("\n")}\n`, type: "text/plain" })}
        >
          <Download aria-hidden className="size-4" />
          As a file
        </Button>
        <Button onClick={onDone}>I have kept them</Button>
      </div>
    </div>
  );
}

import { Check, Copy } from "lucide-react";
import { useState } from "react";

/** A short text that people pass on; a press copies it. */
export function Copyable({ text, what }: { text: string; what: string }) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setIsCopied(true);
  };
  const Icon = isCopied ? Check : Copy;
  return (
    <button
      type="button"
      onClick={() => void copy().catch(() => setIsCopied(false))}
      aria-label={isCopied ? `Copied the ${what}` : `Copy the ${what} ${text}`}
      className="hover:bg-ink/8 inline-flex items-center gap-1.5 rounded px-1 font-mono text-[0.8125rem] break-all"
    >
      {text}
      <Icon aria-hidden className="size-3.5 shrink-0" />
    </button>
  );
}

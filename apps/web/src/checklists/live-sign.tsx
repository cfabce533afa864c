import { clsx } from "clsx";

/** Whether what is shown follows the server by itself. */
export function LiveSign({ isLive }: { isLive: boolean }) {
  return (
    <span
      title={isLive ? "Changes made elsewhere appear here by themselves." : "Connecting, to show changes made elsewhere."}
      className="text-muted inline-flex items-center gap-2 text-sm"
    >
      <span aria-hidden className={clsx("size-2 rounded-full", isLive ? "bg-mark" : "animate-drift bg-line-strong")} />
      {isLive ? "Live" : "Connecting"}
    </span>
  );
}

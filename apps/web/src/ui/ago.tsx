import { useEffect, useState } from "react";
import { formatAgo, formatDateTime } from "../lib/format.ts";

const EVERY_MS = 60_000;

/** How long ago something was, kept up to date; the exact time is its title. */
export function Ago({ at }: { at: Date }) {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={at.toISOString()} title={formatDateTime(at)}>
      {formatAgo(at, now)}
    </time>
  );
}

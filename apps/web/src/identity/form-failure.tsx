import { isCausewayError } from "@causeway/client";
import { type ReactNode, useEffect, useState } from "react";

/** Why a form was refused, where no single field is to blame. */
export function FormFailure({ error, children }: { error: unknown; children?: ReactNode }) {
  const told = isCausewayError(error) ? error : null;
  return (
    <div role="alert" className="border-bad/35 bg-bad-soft text-bad rounded-lg border px-4 py-3">
      <p className="font-medium">{told?.message ?? "Something went wrong on this page. Nothing was sent."}</p>
      {told?.retryAfterSeconds != null && <Countdown key={told.requestId} seconds={told.retryAfterSeconds} />}
      {told?.requestId && told.status !== null && told.status >= 500 && (
        <p className="mt-1 text-sm">{`Request ${told.requestId}`}</p>
      )}
      {children}
    </div>
  );
}

function Countdown({ seconds }: { seconds: number }) {
  const [left, setLeft] = useState(Math.ceil(seconds));
  useEffect(() => {
    const timer = setInterval(() => setLeft((before) => Math.max(0, before - 1)), 1000);
    return () => clearInterval(timer);
  }, []);
  const text = left > 90 ? `in about ${Math.round(left / 60)} minutes` : left > 0 ? `in ${left} s` : "now";
  return <p className="mt-1 text-sm">{`You can try again ${text}.`}</p>;
}

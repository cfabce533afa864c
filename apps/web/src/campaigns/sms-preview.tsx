import type { SmsPreview } from "@causeway/contract";
import type { ReactNode } from "react";
import { formatDateTime, formatMicros, formatNumber } from "../lib/format.ts";

/** One message as it arrives. */
export function SmsBubble({ text }: { text: string }) {
  return <p className="bg-shallow/70 max-w-sm rounded-2xl rounded-bl-sm px-4 py-3 break-words whitespace-pre-line">{text}</p>;
}

/** What a text message campaign would be: the message, how many get it, what it costs, and when. `askedAt` is the moment of asking. */
export function SmsPreviewCard({ preview, askedAt }: { preview: SmsPreview; askedAt: number }) {
  const { message, units, segments, encoding, recipients, optedOut, estimatedCostMicros, sendsAt, timeZone } = preview;
  const waits = sendsAt.getTime() - askedAt > 60_000;
  return (
    <div className="space-y-4">
      <SmsBubble text={message} />
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 text-sm">
        <Fact name="Length">
          {`${units} characters, ${segments} ${segments === 1 ? "part" : "parts"}`}
          {encoding === "UCS-2" && <span className="text-muted block">Special characters make the parts shorter.</span>}
        </Fact>
        <Fact name="Goes to">
          {`${formatNumber(recipients)} ${recipients === 1 ? "customer" : "customers"}`}
          {optedOut > 0 && <span className="text-muted block">{`${formatNumber(optedOut)} want no messages.`}</span>}
        </Fact>
        <Fact name="Costs about">{formatMicros(estimatedCostMicros)}</Fact>
        {waits && (
          <Fact name="Sending begins">
            {formatDateTime(sendsAt)}
            <span className="text-muted block">{`After the quiet hours (${timeZone}).`}</span>
          </Fact>
        )}
      </dl>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

import { randomUUID } from "node:crypto";
import { ProviderError } from "../provider-error.ts";
import type { AcceptedSms, OutgoingSms, SmsProvider, SmsReport } from "./sms.ts";

export interface SentSms extends OutgoingSms {
  id: string;
  at: Date;
}

/** Keeps messages instead of sending them. */
export interface EmbeddedSms extends SmsProvider {
  /** The last messages, oldest first, 10,000 at most. */
  readonly sent: readonly SentSms[];
}

const KEPT = 10_000;

/** Numbers that Twilio reserves for trying out failures, with the code each gives. */
const REFUSED: Readonly<Record<string, string>> = {
  "+15005550001": "21211",
  "+15005550004": "21610",
  "+15005550009": "21614",
};

/** An ending that nobody can reach, so that a list of numbers shows failures too. */
const UNREACHABLE = /13$/;

/**
 * An outbox. Each message is delivered, except to numbers that end in 13, which are reported unreachable (30003), and to
 * Twilio's test numbers, which are refused. The report is part of the id: a restart forgets the outbox, not the reports.
 */
export function createEmbeddedSms({ clock = () => new Date() }: { clock?: () => Date } = {}): EmbeddedSms {
  const sent: SentSms[] = [];
  return {
    name: "embedded",
    sent,
    async send(message, signal): Promise<AcceptedSms> {
      signal?.throwIfAborted();
      const code = REFUSED[message.to];
      if (code !== undefined) throw new ProviderError({ failure: "refused", code, message: "The number takes no messages." });
      const id = `embedded-${UNREACHABLE.test(message.to) ? "failed" : "delivered"}-${randomUUID()}`;
      sent.push({ ...message, id, at: clock() });
      if (sent.length > KEPT) sent.shift();
      return { id, costMicros: 0 };
    },
    async find({ to, body, since }): Promise<AcceptedSms | null> {
      const found = sent.findLast((message) => message.to === to && message.body === body && message.at >= since);
      return found ? { id: found.id, costMicros: 0 } : null;
    },
    async findReport(id): Promise<SmsReport | null> {
      if (id.startsWith("embedded-delivered-")) {
        return { kind: "report", id, status: "delivered", errorCode: null, costMicros: 0 };
      }
      if (id.startsWith("embedded-failed-")) return { kind: "report", id, status: "failed", errorCode: "30003", costMicros: 0 };
      return null;
    },
    async readCallback() {
      throw new ProviderError({ failure: "refused", message: "No text message service is set up that could call back." });
    },
  };
}

import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { createEmbeddedProviders, type SmsProvider } from "@causeway/providers";
import { z } from "zod";

const Taken = z.object({ id: z.string(), to: z.string(), body: z.string() });

export const readOutbox = (path: string) =>
  existsSync(path)
    ? readFileSync(path, "utf8")
        .split("\n")
        .filter(Boolean)
        .map((line) => Taken.parse(JSON.parse(line)))
    : [];

/**
 * A text message service whose messages are lines of a file: it outlives the process that called it. `around` is told before and
 * after it takes each message.
 */
export function createOutboxSms(path: string, around: (moment: "before" | "after") => Promise<void> = async () => {}): SmsProvider {
  return {
    ...createEmbeddedProviders().sms,
    name: "outbox",
    async send({ to, body }) {
      await around("before");
      const id = `${to} ${process.pid}`;
      appendFileSync(path, `${JSON.stringify({ id, to, body })}\n`);
      await around("after");
      return { id, costMicros: 7500 };
    },
    async find({ to, body }) {
      const found = readOutbox(path).find((message) => message.to === to && message.body === body);
      return found ? { id: found.id, costMicros: 7500 } : null;
    },
    findReport: async () => null,
  };
}

import { checkMail } from "./check-mail.ts";
import type { MailProvider, OutgoingMail } from "./mail.ts";

/** Keeps mails instead of sending them. */
export interface EmbeddedMail extends MailProvider {
  /** The last mails, oldest first, 1,000 at most; one per key. */
  readonly sent: readonly OutgoingMail[];
}

const KEPT = 1000;

/** An outbox. */
export function createEmbeddedMail(): EmbeddedMail {
  const sent: OutgoingMail[] = [];
  return {
    name: "embedded",
    isEmbedded: true,
    sent,
    async send(mail, signal) {
      signal?.throwIfAborted();
      checkMail(mail);
      if (!sent.some(({ key }) => key === mail.key)) sent.push(mail);
      if (sent.length > KEPT) sent.shift();
      return { id: `embedded-${mail.key}` };
    },
  };
}

import type { Kit } from "../kit.ts";

export function mailTables(k: Kit) {
  /** Every mail the system wrote, sent or not; what the console shows as the outbox. */
  const mailMessage = k.table(
    "mail_message",
    {
      id: k.id(),
      recipient: k.text().notNull(),
      userId: k.text(),
      template: k.text().notNull(),
      subject: k.text().notNull(),
      text: k.text().notNull(),
      html: k.text().notNull(),
      /** The words with their one-time links, encrypted, while the mail waits; what stands beside it has none. */
      sealedBody: k.text(),
      state: k.text().$type<"queued" | "sent" | "failed">().notNull(),
      externalId: k.text(),
      lastError: k.text(),
      createdAt: k.time().notNull(),
      sentAt: k.time(),
    },
    (t) => [k.index("mail_message_created").on(t.createdAt, t.id), k.index("mail_message_recipient").on(t.recipient, t.createdAt)],
  );
  return { mailMessage };
}

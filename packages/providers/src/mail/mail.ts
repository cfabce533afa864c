export interface OutgoingMail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Becomes the Message-ID, so that a mail sent twice is known as one. */
  key: string;
}

/** Sends mail. Throws `ProviderError`; `refused` for addresses and subjects with line breaks. */
export interface MailProvider {
  readonly name: string;
  /** True where nothing leaves this machine, so that the outbox is the only place to read a mail. */
  readonly isEmbedded: boolean;
  send(mail: OutgoingMail, signal?: AbortSignal): Promise<{ id: string }>;
}

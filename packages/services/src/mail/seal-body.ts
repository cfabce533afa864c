import { z } from "zod";
import type { FieldCipher } from "../runtime/field-cipher.ts";

const PURPOSE = "mail_message.sealed_body";

const Body = z.object({ text: z.string(), html: z.string() });
export type MailBody = z.infer<typeof Body>;

/** The words of a mail as only this process can read them, and only as those of this mail. */
export function sealBody(cipher: FieldCipher, mailId: string, { text, html }: MailBody): string {
  return cipher.encrypt(PURPOSE, JSON.stringify({ text, html }), mailId);
}

export function openBody(cipher: FieldCipher, mailId: string, sealed: string): MailBody {
  return Body.parse(JSON.parse(cipher.decrypt(PURPOSE, sealed, mailId)));
}

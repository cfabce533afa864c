import { ProviderError } from "../provider-error.ts";
import type { OutgoingMail } from "./mail.ts";

const CONTROL = /\p{Cc}/u;

/** One address and nothing else: no display name, no list, no line break that could begin another header. */
const ADDRESS = /^[^\s<>(),;:\\"[\]]+@[^\s<>(),;:\\"[\]@]+$/;

/** Throws `refused` for a mail whose fields could become headers or recipients of their own. */
export function checkMail({ to, subject, key }: OutgoingMail): void {
  for (const [field, value] of Object.entries({ to, subject, key })) {
    if (CONTROL.test(value)) throw refused(`the field "${field}" contains a line break or another control character`);
  }
  if (!ADDRESS.test(to) || to.length > 254) throw refused("the recipient is not one e-mail address");
  if (!/^[\w.-]{1,100}$/.test(key)) throw refused("the key has other characters than letters, digits, dots and dashes");
}

function refused(why: string): ProviderError {
  return new ProviderError({ failure: "refused", message: `The mail is not sent: ${why}.` });
}

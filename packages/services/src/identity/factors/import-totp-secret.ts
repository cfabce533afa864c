import { AppError } from "@causeway/contract";
import { Secret, TOTP, URI } from "otpauth";
import { TOTP_DEFAULTS, type TotpSettings } from "./totp.ts";

/** How the libraries of old systems store secrets. The text alone does not tell: some hexadecimal is base32 as well. */
const FORMS = {
  otplib: "base32",
  pyotp: "base32",
  /** `TOTPDevice.key` */
  "django-otp": "hex",
  /** The field `base32`; the field `ascii` is of `speakeasy-ascii`. */
  speakeasy: "base32",
  "speakeasy-ascii": "ascii",
  /** `Authenticator.data["secret"]`, decrypted */
  allauth: "base32",
} as const;

export type TotpLibrary = keyof typeof FORMS;

export interface OldTotpSecret {
  library: TotpLibrary;
  /** The secret as the library stored it, or an `otpauth://` address. */
  text: string;
  /** What the old system had besides; the libraries' defaults are ours. */
  settings?: Partial<Omit<TotpSettings, "secret">>;
}

/** Libraries gave out 80 bits for years; below 64, a code can be guessed back to its secret. */
const MIN_BYTES = 8;
const MAX_BYTES = 128;
const ALGORITHMS = ["SHA1", "SHA256", "SHA512"];

function refused(message: string): AppError {
  return new AppError({ code: "BAD_REQUEST", reason: "SECRET_INVALID", message });
}

function decode(form: (typeof FORMS)[TotpLibrary], text: string): Secret {
  if (form === "ascii") return Secret.fromLatin1(text);
  // As people copied them, in groups of four.
  const plain = text.replace(/[\s-]/g, "").toUpperCase();
  if (form === "hex") {
    if (!/^([0-9A-F]{2})+$/.test(plain)) throw refused("The secret is not hexadecimal.");
    return Secret.fromHex(plain);
  }
  const unpadded = plain.replace(/=+$/, "");
  if (!/^[A-Z2-7]+$/.test(unpadded)) throw refused("The secret is not base32.");
  return Secret.fromBase32(unpadded);
}

function readUri(text: string): TotpSettings {
  try {
    const otp = URI.parse(text);
    if (otp instanceof TOTP) return { secret: otp.secret.base32, algorithm: otp.algorithm, digits: otp.digits, period: otp.period };
  } catch {
    // Told below, as is a counter-based one.
  }
  throw refused("The address is not that of a time-based factor.");
}

/**
 * A secret of an old system's library, so that the user's app goes on giving the right codes. Throws `SECRET_INVALID`.
 */
export function importTotpSecret({ library, text, settings }: OldTotpSecret): TotpSettings {
  const read: TotpSettings = text.startsWith("otpauth://")
    ? readUri(text)
    : { ...TOTP_DEFAULTS, secret: decode(FORMS[library], text).base32 };
  const found = { ...read, ...settings };
  const algorithm = found.algorithm.toUpperCase().replace(/^(HMAC-?)?SHA-?/, "SHA");
  const bytes = Secret.fromBase32(read.secret).bytes.length;
  if (bytes < MIN_BYTES || bytes > MAX_BYTES)
    throw refused(`The secret has ${bytes} bytes; ${MIN_BYTES} to ${MAX_BYTES} are possible.`);
  if (!ALGORITHMS.includes(algorithm)) throw refused(`There is no algorithm ${found.algorithm}.`);
  if (![6, 7, 8].includes(found.digits)) throw refused("A code has 6, 7 or 8 digits.");
  if (!Number.isInteger(found.period) || found.period < 15 || found.period > 300) throw refused("A code lasts 15 to 300 seconds.");
  return { secret: read.secret, algorithm, digits: found.digits, period: found.period };
}

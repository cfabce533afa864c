import { Secret, TOTP } from "otpauth";

/** What a code is computed from (RFC 6238, section 4). */
export interface TotpSettings {
  /** Base32, upper case, without padding. */
  secret: string;
  algorithm: string;
  digits: number;
  /** Seconds. */
  period: number;
}

/** What every authenticator app understands: some ignore any other choice in silence and then show wrong codes. */
export const TOTP_DEFAULTS = { algorithm: "SHA1", digits: 6, period: 30 } as const;
/** Steps that a clock may be ahead or behind (RFC 6238, section 5.2). */
const DRIFT = 1;
/** RFC 4226, section 4: 160 bits. */
const SECRET_BYTES = 20;
const ISSUER = "Causeway";

const totpOf = ({ secret, ...settings }: TotpSettings, label = "") =>
  new TOTP({ ...settings, issuer: ISSUER, label, secret: Secret.fromBase32(secret) });

export function createTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** The address that an app reads from a QR code. */
export function provisioningUri(settings: TotpSettings, account: string): string {
  return totpOf(settings, account).toString();
}

export function totpCode(settings: TotpSettings, at: Date): string {
  return totpOf(settings).generate({ timestamp: at.getTime() });
}

/** The step whose code this is, among those that are accepted now; null for any other code. */
export function findTotpStep(settings: TotpSettings, code: string, at: Date): number | null {
  // The library compares characters as bytes, and fails on those that have several.
  if (!/^[0-9]+$/.test(code)) return null;
  const totp = totpOf(settings);
  const timestamp = at.getTime();
  const delta = totp.validate({ token: code, timestamp, window: DRIFT });
  return delta === null ? null : totp.counter({ timestamp }) + delta;
}

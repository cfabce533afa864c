/** What a token or session says, once its signature was checked. */
export interface VerifiedOldToken {
  /** What the signature covers: the same for every spelling of one token. */
  identity: string;
  /** Whom it names: an old id or an e-mail address. */
  subject: string;
  /** Seconds since 1970; null where it does not say. */
  issuedAt: number | null;
}

/** What a token says. Only the signature has been checked: any value may be anything. */
export type Claims = Readonly<Record<string, unknown>>;

const MAX_SUBJECT = 320;

/** The id or address at this place, as the id map holds it; null for what could be neither. */
export function subjectAt(claims: unknown, field: string): string | null {
  let value: unknown = claims;
  for (const name of field.split(".")) {
    if (!isRecord(value) || !Object.hasOwn(value, name)) return null;
    value = value[name];
  }
  if (Number.isSafeInteger(value)) return String(value);
  if (typeof value !== "string") return null;
  return value === "" || value.length > MAX_SUBJECT || value.includes("\0") ? null : value;
}

/** A JSON object, from text of anybody; null for anything else. */
export function parseClaims(text: string): Claims | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

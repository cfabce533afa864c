/** Letters and digits are the same everywhere; the dialects differ in the last two signs and in the padding. */
const DIALECTS = {
  /** RFC 4648 §4. */
  standard: { plus: "+", slash: "/", padded: true },
  /** RFC 4648 §5. */
  url: { plus: "-", slash: "_", padded: true },
  /** PHC strings: §4 without padding. */
  phc: { plus: "+", slash: "/", padded: false },
  /** passlib's `ab64`. */
  adapted: { plus: ".", slash: "/", padded: false },
} as const;

export type Base64Dialect = keyof typeof DIALECTS;

/** The signs of a dialect but the padding, to be put in a character class. */
export function base64Set(dialect: Base64Dialect): string {
  const { plus, slash } = DIALECTS[dialect];
  return `A-Za-z0-9\\${plus}\\${slash}`;
}

/** How many characters a number of bytes takes. */
export function base64Length({ bytes, dialect }: { bytes: number; dialect: Base64Dialect }): number {
  return DIALECTS[dialect].padded ? Math.ceil(bytes / 3) * 4 : Math.ceil((bytes * 4) / 3);
}

/**
 * The bytes, or null unless `text` is the one way to write them: left-over bits that are not zero would make two
 * different strings the same hash.
 */
export function decodeBase64({ text, dialect }: { text: string; dialect: Base64Dialect }): Buffer | null {
  const { plus, slash, padded } = DIALECTS[dialect];
  const standard = text.replaceAll(plus, "+").replaceAll(slash, "/");
  const bytes = Buffer.from(standard, "base64");
  const canonical = padded ? bytes.toString("base64") : bytes.toString("base64").replace(/=+$/, "");
  return canonical === standard ? bytes : null;
}

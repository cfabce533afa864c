/** The GSM 7-bit default alphabet (3GPP TS 23.038, section 6.2.1), without the escape. */
const GSM_BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** Its extension (section 6.2.1.1): two units each, the escape and the sign. */
const GSM_EXTENSION = new Set("\f^{}\\[~]|€");

/** What one message holds, and what is left of it in a chain of several, whose header takes six bytes. */
const LIMITS = { "GSM-7": { single: 160, chained: 153 }, "UCS-2": { single: 70, chained: 67 } } as const;

export interface SmsSize {
  encoding: "GSM-7" | "UCS-2";
  /** Characters as the encoding counts them: septets or UTF-16 units. */
  units: number;
  /** Messages that are sent and paid for. */
  segments: number;
}

/** How a text travels as text messages. A sign that takes two units is never split between two segments. */
export function measureSms(text: string): SmsSize {
  const characters = [...text];
  const isGsm = characters.every((character) => GSM_BASIC.has(character) || GSM_EXTENSION.has(character));
  const encoding = isGsm ? "GSM-7" : "UCS-2";
  const widths = characters.map((character) => (isGsm ? (GSM_EXTENSION.has(character) ? 2 : 1) : character.length));
  const units = widths.reduce((sum, width) => sum + width, 0);
  const { single, chained } = LIMITS[encoding];
  if (units <= single) return { encoding, units, segments: units === 0 ? 0 : 1 };
  let segments = 1;
  let used = 0;
  for (const width of widths) {
    if (used + width > chained) {
      segments++;
      used = 0;
    }
    used += width;
  }
  return { encoding, units, segments };
}

/**
 * A value of a request as the old database driver stored it in a TEXT column: numbers as text, true as `1`, lists and objects
 * as the text `[object Object]`.
 */
export function storedText(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "1" : "0";
  return typeof value === "number" ? numberText(value) : "[object Object]";
}

/**
 * The driver bound what fits 32 bits as an integer and all else as a real, which SQLite's TEXT columns take with fifteen digits
 * and a point: a telephone number sent as the number 5551234567 was stored as `5551234567.0`.
 */
function numberText(value: number): string {
  if (value === Math.trunc(value) && Math.abs(value + 0.5) < 2 ** 31) return `${value + 0}`;
  if (!Number.isFinite(value)) return value > 0 ? "Inf" : "-Inf";
  const [digits = "", exponent = "0"] = value.toExponential(REAL_DIGITS - 1).split("e");
  const power = Number(exponent);
  if (power >= -4 && power < REAL_DIGITS) return withPoint(value.toFixed(REAL_DIGITS - 1 - power));
  return `${withPoint(digits)}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

const REAL_DIGITS = 15;
/** Without zeros at the end, but for the first after the point. */
const withPoint = (digits: string) => (digits.includes(".") ? digits.replace(/0+$/, "").replace(/\.$/, ".0") : `${digits}.0`);

/** A value as the old driver compared it with an INTEGER column: `"2"` and true find rows as 2 and 1 do. */
export function comparedInteger(value: unknown): number | null {
  if (typeof value === "boolean") return value ? 1 : 0;
  const isNumeral = typeof value === "string" && NUMERAL.test(value);
  const number = typeof value === "number" || isNumeral ? Number(value) : Number.NaN;
  return Number.isSafeInteger(number) ? number : null;
}

/** Text that SQLite takes for a number where the column asks for one. */
const NUMERAL = /^[\t-\r ]*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?[\t-\r ]*$/i;
const WHOLE = /^[\t-\r ]*[+-]?\d+[\t-\r ]*$/;
const INT64 = 2n ** 63n;

/** The leading digits of a path's id, as `parseInt` finds them; null for an id that no row can have. */
export function leadingInteger(text: string): number | null {
  const number = Number.parseInt(text, 10);
  return Number.isSafeInteger(number) ? number : null;
}

/** True for what SQLite, once it was stored in a BOOLEAN column, says equals 0. Text stays text there unless it is a number. */
export function isStoredAsZero(value: unknown): boolean {
  if (typeof value === "string") return NUMERAL.test(value) && Number(value) === 0;
  return value === false || value === 0;
}

/** Text as an INTEGER column of SQLite takes it: whole numbers become integers, other numbers reals, all else stays text. */
export function storedInteger(text: string): bigint | number | string {
  if (!NUMERAL.test(text)) return text;
  const number = Number(text);
  if (!WHOLE.test(text) && !Number.isInteger(number)) return number;
  const whole = WHOLE.test(text) ? BigInt(text.trim().replace("+", "")) : BigInt(number);
  return whole >= -INT64 && whole < INT64 ? whole : number;
}

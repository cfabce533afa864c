/**
 * A value of a request as the old database driver stored it in a TEXT column: numbers as text, true as `1`, lists and objects
 * as the text `[object Object]`.
 */
export function storedText(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "1" : "0";
  return typeof value === "object" ? "[object Object]" : `${value as string | number | bigint}`;
}

/** A value as the old driver compared it with an INTEGER column: `"2"` and true find rows as 2 and 1 do. */
export function comparedInteger(value: unknown): number | null {
  if (typeof value === "boolean") return value ? 1 : 0;
  const isNumeral = typeof value === "string" && NUMERAL.test(value);
  const number = typeof value === "number" || isNumeral ? Number(value) : Number.NaN;
  return Number.isSafeInteger(number) ? number : null;
}

/** Text that SQLite takes for a number where the column asks for one. */
const NUMERAL = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;

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

/** A value of one of our columns as text: equal values give equal text. JSON keeps the order of its keys. */
export function targetText(value: unknown): string {
  if (typeof value === "string") return `"${value}"`;
  if (value instanceof Date) return String(value.getTime());
  return JSON.stringify(value) ?? "null";
}

/** True when both databases would store the two values the same. */
export function isSameTarget(left: unknown, right: unknown): boolean {
  return left === right || targetText(left) === targetText(right);
}

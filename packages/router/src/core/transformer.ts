import superjson from "superjson";

type Path = string;

/** Stops at anything but plain JSON and dates, at a cycle and at great depth: superjson itself takes over then. */
class NotSimple extends Error {}
const MAX_DEPTH = 64;

/** A key as superjson writes it in a path. */
const escapeKey = (key: string) => key.replace(/\\/g, "\\\\").replace(/\./g, "\\.");

function copy(value: unknown, path: Path, depth: number, dates: Record<Path, ["Date"]>): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value) && !Object.is(value, -0)) return value;
  if (typeof value !== "object" || depth > MAX_DEPTH) throw new NotSimple();
  if (value instanceof Date) {
    if (path === "" || Number.isNaN(value.getTime())) throw new NotSimple();
    dates[path] = ["Date"];
    return value.toISOString();
  }
  const under = path === "" ? "" : `${path}.`;
  if (Array.isArray(value)) return value.map((item, index) => copy(item, `${under}${index}`, depth + 1, dates));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new NotSimple();
  const result: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined || key === "") throw new NotSimple();
    const copied = copy(item, under + escapeKey(key), depth + 1, dates);
    // Data may have a key of this name; assigning it would set the prototype instead.
    if (key === "__proto__") Object.defineProperty(result, key, { value: copied, enumerable: true });
    else result[key] = copied;
  }
  return result;
}

/**
 * superjson's wire format, written several times faster for what nearly every answer is: JSON with dates in it. Only the
 * identity of objects that occur twice is not kept.
 */
export function serialize(value: unknown): ReturnType<typeof superjson.serialize> {
  if (typeof value !== "object" || value === null) return superjson.serialize(value);
  const dates: Record<Path, ["Date"]> = {};
  try {
    const json = copy(value, "", 0, dates) as ReturnType<typeof superjson.serialize>["json"];
    return Object.keys(dates).length === 0 ? { json } : { json, meta: { values: dates, v: 1 } };
  } catch (error) {
    if (error instanceof NotSimple) return superjson.serialize(value);
    throw error;
  }
}

export const transformer = { serialize, deserialize: superjson.deserialize };

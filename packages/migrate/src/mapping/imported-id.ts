import { hash } from "node:crypto";

/** A row of an old system: system, old table, and the old id as text. */
export interface OldRowName {
  system: string;
  kind: string;
  oldId: string;
}

/** `ordered`: new ids sort as the integers they stand for. `hashed`: as if at random. */
export type IdForm = "ordered" | "hashed";

/** Sixteen hexadecimal digits that stand for system and table. */
const tagOf = (system: string, kind: string) => hash("sha256", `${system}\0${kind}`, "hex").slice(0, 16);

/** The integer whose order an id keeps: one that JavaScript holds exactly, as the databases write it. Null for everything else. */
export function orderedNumber(oldId: string): number | null {
  if (oldId.length > 16 || oldId === "" || (oldId.charCodeAt(0) === 48 && oldId.length > 1)) return null;
  let number = 0;
  for (let at = 0; at < oldId.length; at++) {
    const digit = oldId.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return null;
    number = number * 10 + digit;
  }
  return number <= Number.MAX_SAFE_INTEGER ? number : null;
}

const TWO_HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Makes ids of one table. All but the last four digits of the integer are the same for 65,536 rows in a row. */
function createOrderedIds(tag: string): (number: number) => string {
  const end = tag.slice(8);
  let lastHigh = -1;
  let start = "";
  return (number) => {
    const high = Math.floor(number / 0x1_00_00);
    if (high !== lastHigh) {
      const hex = high.toString(16).padStart(10, "0");
      start = `${tag.slice(0, 8)}-${hex.slice(0, 4)}-8${hex.slice(4, 7)}-8${hex.slice(7)}-`;
      lastHigh = high;
    }
    const low = number - high * 0x1_00_00;
    return `${start}${TWO_HEX[low >>> 8] ?? ""}${TWO_HEX[low & 0xff] ?? ""}${end}`;
  };
}

function hashedId({ system, kind, oldId }: OldRowName): string {
  const hex = hash("sha256", `${system}\0${kind}\0${oldId}`, "hex");
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The new id of the row of an old table with this old id. */
export type NewIdOf = (kind: string, oldId: string) => string;

/**
 * The new id of an imported row: a UUID version 8 (RFC 9562, section 5.8) made from its old name alone, so that a
 * reference needs no look-up and a repeated import makes the same ids. Integers keep their order in it, so that rows are
 * added where an index ends and not all over it; everything else is hashed.
 */
export function createNewIds(system: string, form: IdForm = "ordered"): NewIdOf {
  const kinds = new Map<string, { ordered: (number: number) => string; last: string; newId: string }>();
  return (kind, oldId) => {
    let known = kinds.get(kind);
    if (!known) {
      const ordered = createOrderedIds(tagOf(system, kind));
      kinds.set(kind, (known = { ordered, last: "", newId: hashedId({ system, kind, oldId: "" }) }));
    }
    // Rows that point at the same row often stand together.
    if (oldId !== known.last) {
      const number = form === "hashed" ? null : orderedNumber(oldId);
      known.newId = number === null ? hashedId({ system, kind, oldId }) : known.ordered(number);
      known.last = oldId;
    }
    return known.newId;
  };
}

/** One id; for many, `createNewIds` is faster. */
export function importedId({ system, kind, oldId }: OldRowName, form?: IdForm): string {
  return createNewIds(system, form)(kind, oldId);
}

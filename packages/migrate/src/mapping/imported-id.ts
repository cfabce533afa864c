import { hash } from "node:crypto";

/** A row of an old system: system, old table, and the old id as text. */
export interface OldRowName {
  system: string;
  kind: string;
  oldId: string;
}

/**
 * The new id of an imported row: a UUID version 8 (RFC 9562, section 5.8) made from its old name alone, so that a
 * reference needs no look-up and a repeated import makes the same ids.
 */
export function importedId({ system, kind, oldId }: OldRowName): string {
  const hex = hash("sha256", `${system}\0${kind}\0${oldId}`, "hex");
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

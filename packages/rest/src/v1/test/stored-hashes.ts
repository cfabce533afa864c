import type { TestApp } from "@causeway/testing";

/** Columns that hold what a secret was made into, or an encrypted one, of whatever table. */
const SECRET_COLUMNS = /^(passwordHash|hash|tokenHash|secret|sealedBody)$/;
/** The chain of events is no secret: its head is shown to whoever checks it. */
const OPEN_TABLES = new Set(["auditEvent", "auditLink"]);

/** Hashes that are stored now, whole and by their parts: salt and digest each. */
export async function storedHashes({ db }: TestApp): Promise<string[]> {
  const values: string[] = [];
  for (const [name, table] of Object.entries(db.tables)) {
    const columns = Object.keys(table).filter((column) => SECRET_COLUMNS.test(column));
    if (OPEN_TABLES.has(name) || columns.length === 0) continue;
    for (const row of await db.select().from(table))
      values.push(...Object.entries(row).flatMap(([column, value]) => (columns.includes(column) ? [String(value ?? "")] : [])));
  }
  return values.flatMap((value) => [value, ...value.split(/[$:.]/)]);
}

import type { TestApp } from "@causeway/testing";

/** Tables that may grow when somebody is refused: who tried is remembered. */
const MAY_GROW = new Set(["auditEvent", "auditLink", "signInAttempt", "signInLock", "rateLimit"]);

/** Every row there is, as one text per table, to see whether anything has changed. */
export async function dumpRows({ db }: TestApp): Promise<Map<string, string>> {
  const tables = Object.entries(db.tables).filter(([name]) => !MAY_GROW.has(name));
  const dumped = tables.map(async ([name, table]): Promise<[string, string]> => {
    const rows = (await db.select().from(table)).map((row) => JSON.stringify(row));
    return [name, rows.sort((a, b) => (a < b ? -1 : 1)).join("\n")];
  });
  return new Map(await Promise.all(dumped));
}

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CheckResult } from "../check.ts";
import type { Hazard, Migration } from "./migration.ts";
import { findPostgresHazards } from "./postgres.ts";
import { findSqliteHazards } from "./sqlite.ts";

const FOLDER = "packages/db/migrations";

/**
 * A migration may run while the version before it still serves: it only adds, and nothing that a writer of the old version would have to
 * fill. One that has to do otherwise says so in its own text: `-- accepts removed user.name: nothing reads it since version 3`.
 */
export async function checkMigrations(root: string): Promise<CheckResult> {
  const [sqlite, postgres] = await Promise.all([
    readMigrations(join(root, FOLDER, "sqlite")),
    readMigrations(join(root, FOLDER, "postgres")),
  ]);
  const faults = [
    ...findSqliteHazards(sqlite).flatMap((found) => explainHazards("sqlite", found)),
    ...findPostgresHazards(postgres).flatMap((found) => explainHazards("postgres", found)),
  ];
  return { faults, note: `${sqlite.length} + ${postgres.length} migrations` };
}

export function explainHazards(dialect: string, { migration, hazards }: { migration: Migration; hazards: Hazard[] }): string[] {
  const accepted = new Set([...migration.sql.matchAll(/^\s*-- accepts (\w+ [\w.]+): \S.*$/gm)].map(([, key = ""]) => key));
  const keyOf = ({ kind, subject }: Hazard) => `${kind} ${subject}`;
  const unsafe = hazards.filter((hazard) => !accepted.has(keyOf(hazard)));
  const stale = [...accepted].filter((key) => !hazards.some((hazard) => keyOf(hazard) === key));
  const file = `${FOLDER}/${dialect}/${migration.name}/migration.sql`;
  return [
    ...unsafe.map((hazard) => `${file}: ${keyOf(hazard)}: ${hazard.explanation}`),
    ...stale.map((key) => `${file}: accepts "${key}", which it does not do`),
  ];
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder).catch((): string[] => [])).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name, "migration.sql"), "utf8").catch(() => null)));
  return names.flatMap((name, index) => {
    const sql = texts[index];
    return typeof sql === "string" ? [{ name, sql }] : [];
  });
}

import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Dialect } from "../types.ts";

export interface Migration {
  name: string;
  hash: string;
  statements: string[];
}

/** Beside the bundle in production, in the package when run from source. */
function migrationsFolder(dialect: Dialect): string {
  const candidates = ["./migrations", "../../migrations"].map((path) => join(import.meta.dirname, path, dialect));
  const folder = candidates.find((path) => existsSync(path));
  if (!folder) throw new Error(`The migrations of ${dialect} are missing; looked in ${candidates.join(" and ")}.`);
  return folder;
}

/** The migrations that belong to this version of the code, oldest first. */
export function readMigrations(dialect: Dialect, folder = migrationsFolder(dialect)): Migration[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, "migration.sql")))
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name, "migration.sql"), "utf8");
      const statements = text.split("--> statement-breakpoint").map((part) => part.trim());
      return { name, hash: createHash("sha256").update(text).digest("hex"), statements: statements.filter((part) => part !== "") };
    });
}

/** Those that are not applied yet. Throws when an applied one was changed afterwards. */
export function pendingMigrations(known: Migration[], applied: { name: string; hash: string }[]): Migration[] {
  const hashes = new Map(applied.map(({ name, hash }) => [name, hash]));
  return known.filter(({ name, hash }) => {
    const before = hashes.get(name);
    if (before !== undefined && before !== hash) {
      throw new Error(
        `Migration ${name} was changed after it had been applied. Restore its file; write a new migration for the change.`,
      );
    }
    return before === undefined;
  });
}

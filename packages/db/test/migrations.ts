import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migratePostgres } from "../src/migrations/postgres.ts";
import { migrateSqlite } from "../src/migrations/sqlite.ts";
import type { Dialect } from "../src/types.ts";
import { parseDatabaseUrl } from "../src/url.ts";

export interface MigrationsFolder extends Disposable {
  path: string;
  /** Adds one that sorts after all others, or changes it. */
  write(name: string, ...statements: string[]): void;
}

/** The migrations of this version in a folder of its own, to add to. */
export function copyMigrations(dialect: Dialect): MigrationsFolder {
  const path = mkdtempSync(join(tmpdir(), "causeway-test-migrations-"));
  cpSync(join(import.meta.dirname, "../migrations", dialect), path, { recursive: true });
  return {
    path,
    write(name, ...statements) {
      mkdirSync(join(path, name), { recursive: true });
      writeFileSync(join(path, name, "migration.sql"), statements.join("--> statement-breakpoint\n"));
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

export function migrateFrom({ url, folder }: { url: string; folder?: string }): Promise<string[]> {
  const location = parseDatabaseUrl(url);
  return location.dialect === "sqlite" ? migrateSqlite(location.path, folder) : migratePostgres(location.url, folder);
}

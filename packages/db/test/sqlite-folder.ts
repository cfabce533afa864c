import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface SqliteFolder extends Disposable {
  folder: string;
  /** Where a database can be made; there is none yet. */
  path: string;
  url: string;
}

export function createSqliteFolder(): SqliteFolder {
  const folder = mkdtempSync(join(tmpdir(), "causeway-test-"));
  const path = join(folder, "test.db");
  return { folder, path, url: `file:${path}`, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

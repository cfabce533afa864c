import type { Db, Dialect } from "@causeway/db";
import { describe } from "vitest";
import { DIALECTS, openTestStore, type TestStore } from "./test-store.ts";

export interface TestDatabase extends TestStore {
  dialect: Dialect;
  db: Db;
}

/** Opens a fresh, migrated database of the caller's own. */
export type OpenDatabase = () => Promise<TestDatabase>;

export interface SingleDialect {
  only: Dialect;
  /** Why the other one has no such case. */
  because: string;
}

async function openDatabase(dialect: Dialect): Promise<TestDatabase> {
  const opened = await openTestStore(dialect);
  return { ...opened, dialect, db: opened.store.db, [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() };
}

/** Defines the same tests once per database. With `single`, those of the other one are reported as skipped, with the reason. */
export function onBothDialects(define: (open: OpenDatabase, dialect: Dialect) => void, single?: SingleDialect): void {
  for (const dialect of DIALECTS) {
    const isLeftOut = single !== undefined && single.only !== dialect;
    describe.skipIf(isLeftOut)(`${dialect}${isLeftOut ? `: left out, because ${single.because}` : ""}`, () => {
      define(() => openDatabase(dialect), dialect);
    });
  }
}

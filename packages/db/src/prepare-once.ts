import type { Db } from "./types.ts";

/** Statements of the hot path, prepared once per database: building one costs more than running it. */
export function prepareOnce<TStatements>(prepare: (db: Db) => TStatements): (db: Db) => TStatements {
  const prepared = new WeakMap<Db, TStatements>();
  return (db) => {
    let statements = prepared.get(db);
    if (statements === undefined) {
      statements = prepare(db);
      prepared.set(db, statements);
    }
    return statements;
  };
}

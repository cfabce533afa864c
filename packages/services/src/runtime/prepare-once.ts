import type { Db } from "@causeway/db";

/** Statements for the hot path, prepared once per database: building one costs more than running it. */
export function prepareOnce<TStatements>(prepare: (db: Db) => TStatements): (db: Db) => TStatements {
  const prepared = new WeakMap<Db, TStatements>();
  return (db) => {
    let statements = prepared.get(db);
    if (statements === undefined) prepared.set(db, (statements = prepare(db)));
    return statements;
  };
}

import { expectTypeOf } from "vitest";
import type { PageKey } from "../src/cursor.ts";
import type { pgKit } from "../src/kit.ts";
import type { Db } from "../src/types.ts";

/** What only one of the two databases can do is not in the types. */
type Forbidden =
  | "execute"
  | "query"
  | "_query"
  | "selectDistinctOn"
  | "refreshMaterializedView"
  | "run"
  | "all"
  | "get"
  | "values"
  | "batch";
expectTypeOf<Extract<keyof Db, Forbidden>>().toBeNever();

/** No decimals (compared as text by SQLite), no jsonb (reorders keys), no uuid (refuses other text), no second integer type. */
expectTypeOf<keyof typeof pgKit>().toEqualTypeOf<
  "table" | "index" | "uniqueIndex" | "primaryKey" | "id" | "text" | "int" | "bool" | "time" | "json" | "bytes"
>();

declare const db: Db;
const { restaurant, campaign, task } = db.tables;

/** What an insert answers without `returning` differs, so nothing of it can be used. */
const inserted = await db.insert(restaurant).values({ name: "a", createdAt: new Date(), updatedAt: new Date() });
expectTypeOf(inserted).toBeUnknown();

const required = { createdAt: new Date(), updatedAt: new Date() };
// @ts-expect-error SQLite would store a row without a key.
await db.insert(restaurant).values({ ...required, id: null, name: "a" });
// @ts-expect-error A NULL name.
await db.insert(restaurant).values({ ...required, name: null });
// @ts-expect-error Instants are Dates; SQLite would take a number, Postgres text.
await db.insert(restaurant).values({ ...required, name: "a", createdAt: 0 });
// @ts-expect-error Booleans are booleans.
await db.insert(task).values({ ...required, title: "a", isComplete: 1 });
// @ts-expect-error Integers are numbers.
await db.update(campaign).set({ budgetMinor: 1n });

/** Expressions to page by are text: what else they are could not be checked in a cursor. */
interface Row {
  name: string;
}
const byName: PageKey<Row> = { column: db.fn.bytewise(restaurant.name), order: "asc", value: (row) => row.name };
// @ts-expect-error A truth value has no place in a cursor.
const byTruth: PageKey<Row> = { column: db.fn.likeAscii(restaurant.name, "a"), order: "asc", value: () => "a" };
expectTypeOf([byName, byTruth]).toBeArray();

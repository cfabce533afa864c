import * as pg from "drizzle-orm/pg-core";
import * as sqlite from "drizzle-orm/sqlite-core";
import { newId } from "./id.ts";
import { checkInstant, checkInteger, readPostgresInstant } from "./values.ts";

const pgInteger = pg.customType<{ data: number; driverData: number }>({
  dataType: () => "bigint",
  codec: "bigint:number",
  toDriver: checkInteger,
});

/** Three digits of a second: what a JavaScript Date holds. */
const pgInstant = pg.customType<{ data: Date; driverData: string }>({
  dataType: () => "timestamp(3) with time zone",
  toDriver: (value) => checkInstant(value).toISOString(),
  fromDriver: readPostgresInstant,
});

const sqliteInteger = sqlite.customType<{ data: number; driverData: number }>({
  dataType: () => "integer",
  toDriver: checkInteger,
});

const sqliteInstant = sqlite.customType<{ data: Date; driverData: number }>({
  dataType: () => "integer",
  codec: "integer:timestamp_ms",
  toDriver: (value) => checkInstant(value).getTime(),
});

/**
 * The column types both databases keep exactly: text, 53-bit integers, booleans, instants in milliseconds, JSON whose
 * text order is kept, bytes. Nothing else may be used in a table, so that one definition serves both.
 */
export const pgKit = {
  table: pg.snakeCase.table,
  index: pg.index,
  uniqueIndex: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
  id: () => pg.text().primaryKey().$defaultFn(newId),
  text: () => pg.text(),
  int: () => pgInteger(),
  bool: () => pg.boolean(),
  time: () => pgInstant(),
  /** `json`, not `jsonb`: the latter reorders keys. */
  json: <TValue>() => pg.json().$type<TValue>(),
  bytes: () => pg.bytea(),
};

export type Kit = typeof pgKit;

const sqliteBuilders = {
  table: sqlite.snakeCase.table,
  index: sqlite.index,
  uniqueIndex: sqlite.uniqueIndex,
  primaryKey: sqlite.primaryKey,
  id: () => sqlite.text().primaryKey().notNull().$defaultFn(newId),
  text: () => sqlite.text(),
  int: () => sqliteInteger(),
  bool: () => sqlite.integer({ mode: "boolean" }),
  time: () => sqliteInstant(),
  json: <TValue>() => sqlite.text({ mode: "json" }).$type<TValue>(),
  bytes: () => sqlite.blob({ mode: "buffer" }),
} satisfies Record<keyof Kit, unknown>;

/**
 * Typed as the Postgres kit: the builders have the same names, take the same arguments and give columns of the same
 * TypeScript types. The parity suite, run on both databases, is the proof.
 */
export const sqliteKit: Kit = sqliteBuilders as unknown as Kit;

import type { Db } from "@causeway/db";
import { importedId, type Mapping } from "@causeway/migrate";
import { and, eq } from "drizzle-orm";
import type { Row } from "./crossing.ts";

/** Something planted that a verification must name. */
export interface Planted {
  kind: string;
  oldId: string;
  column: string | null;
  problem: string;
}

export interface FaultContext {
  db: Db;
  mapping: Mapping;
  /** The imported rows by old id. */
  rows: Map<string, Row>;
  /** Changes one row of ours. */
  set(id: string, values: Record<string, unknown>): Promise<void>;
}

type Fault = (context: FaultContext) => Promise<Planted[]>;

const columnsOf = ({ columns }: Mapping) => columns.map(({ target }) => target);
const isReference = (mapping: Mapping, name: string) =>
  mapping.columns.some((column) => column.target === name && "from" in column && column.codec.refersTo);

/** Words that only some values are allowed for, by column. */
const OTHER_WORDS: Record<string, [string, string]> = {
  roleKey: ["admin", "restaurant"],
  type: ["ad", "sms"],
  status: ["completed", "pending"],
};

const isJson = (value: unknown) => typeof value === "object" && value !== null && !(value instanceof Date);
const isEqual = (left: unknown, right: unknown) =>
  left instanceof Date && right instanceof Date ? left.getTime() === right.getTime() : left === right;
const inBetween = (mapping: Mapping, columns: readonly string[]) =>
  Object.fromEntries(columns.map((column) => [column, isReference(mapping, column) ? null : "in between"]));

/** Another value of the same kind. */
function another(name: string, value: unknown): unknown {
  const [one, other] = OTHER_WORDS[name] ?? [];
  if (one !== undefined) return value === one ? other : one;
  if (value instanceof Date) return new Date(value.getTime() + 1);
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 7;
  if (typeof value === "string") return `${value}!`;
  return value === null ? null : { changed: value };
}

/** Rows whose values a fault can be planted in, each used once per table. */
function* candidates(rows: Map<string, Row>): Generator<[string, Row]> {
  for (const entry of [...rows].toSorted(([left], [right]) => left.localeCompare(right))) yield entry;
}

function find(rows: Map<string, Row>, is: (row: Row) => boolean): [string, Row] | undefined {
  for (const entry of candidates(rows)) if (is(entry[1])) return entry;
  return undefined;
}

export const FAULTS: Record<string, Fault> = {
  "one changed cell of every column": async ({ mapping, rows, set }) => {
    const planted: Planted[] = [];
    for (const column of columnsOf(mapping)) {
      const entry =
        find(rows, (row) => row[column] !== null && typeof row[column] !== "object") ?? find(rows, (row) => row[column] !== null);
      if (!entry) throw new Error(`${mapping.kind} has no value in ${column}`);
      const [oldId, row] = entry;
      const value = isReference(mapping, column) ? null : another(column, row[column]);
      // A session cannot be without its user: there it becomes another one's.
      const values =
        mapping.kind === "sessions" && column === "userId"
          ? { userId: importedId({ system: "momentum", kind: "users", oldId: "9016" }) }
          : { [column]: value };
      await set(row.id, values);
      planted.push({ kind: mapping.kind, oldId, column, problem: row[column] instanceof Date ? "shifted" : "changed" });
    }
    return planted;
  },

  "one cell of every column lost": async ({ mapping, rows, set }) => {
    const planted: Planted[] = [];
    const nullable = new Set([
      "ownerUserId",
      "address",
      "phone",
      "restaurantId",
      "details",
      "budgetMinor",
      "description",
      "icon",
      "guidanceLink",
      "categoryId",
      "itemId",
      "parentItemId",
      "notes",
      "passwordHash",
      "endedAt",
      "endReason",
    ]);
    for (const column of columnsOf(mapping).filter((name) => nullable.has(name))) {
      const entry = find(rows, (row) => row[column] !== null);
      if (!entry) continue;
      await set(entry[1].id, { [column]: null });
      planted.push({ kind: mapping.kind, oldId: entry[0], column, problem: "changed" });
    }
    return planted;
  },

  "one truncated text of every column": async ({ mapping, rows, set }) => {
    const planted: Planted[] = [];
    for (const column of columnsOf(mapping)) {
      // Of JSON it is the text in the file that is cut off; that has a test of its own.
      if (isReference(mapping, column) || column in OTHER_WORDS || column === "details") continue;
      const entry = find(rows, (row) => typeof row[column] === "string" && row[column].length > 3);
      if (!entry) continue;
      const [oldId, row] = entry;
      await set(row.id, { [column]: String(row[column]).slice(0, -1) });
      planted.push({ kind: mapping.kind, oldId, column, problem: "truncated" });
    }
    return planted;
  },

  "one time-zone shift of every column": async ({ mapping, rows, set }) => {
    const planted: Planted[] = [];
    for (const column of columnsOf(mapping)) {
      const entry = find(rows, (row) => row[column] instanceof Date);
      if (!entry) continue;
      const [oldId, row] = entry;
      const value = row[column];
      if (value instanceof Date) await set(row.id, { [column]: new Date(value.getTime() - 3_600_000) });
      planted.push({ kind: mapping.kind, oldId, column, problem: "shifted" });
    }
    return planted;
  },

  "one rounding of every number": async ({ mapping, rows, set }) => {
    const planted: Planted[] = [];
    for (const column of columnsOf(mapping)) {
      const entry = find(rows, (row) => typeof row[column] === "number" && row[column] % 10 !== 0);
      if (!entry) continue;
      const [oldId, row] = entry;
      await set(row.id, { [column]: Math.round(Number(row[column]) / 10) * 10 });
      // A number that stands in JSON is a value like any other there.
      planted.push({ kind: mapping.kind, oldId, column, problem: column === "details" ? "changed" : "rounded" });
    }
    return planted;
  },

  "one swapped pair of every column": async ({ mapping, rows, set }) => {
    const planted: Planted[] = [];
    const groups = mapping.unique.map(({ columns }) => [...columns]);
    const single = columnsOf(mapping).filter((column) => !groups.flat().includes(column));
    for (const columns of [...groups, ...single.map((column) => [column])]) {
      const isUsable = (row: Row) => columns.every((column) => row[column] !== null && !isJson(row[column]));
      const first = find(rows, isUsable);
      const second =
        first && find(rows, (row) => isUsable(row) && columns.every((column) => !isEqual(row[column], first[1][column])));
      if (!first || !second) continue;
      const take = (row: Row) => Object.fromEntries(columns.map((column) => [column, row[column]]));
      // What is unique cannot be in two rows, not even for a moment.
      if (groups.includes(columns) || columns.includes("emailKey")) await set(first[1].id, inBetween(mapping, columns));
      await set(second[1].id, take(first[1]));
      await set(first[1].id, take(second[1]));
      for (const column of columns) {
        planted.push(...[first, second].map(([oldId]) => ({ kind: mapping.kind, oldId, column, problem: "swapped" })));
      }
    }
    return planted;
  },

  "a missing row": async ({ db, mapping, rows }) => {
    const [last] = [...rows].slice(-1);
    if (!last) return [];
    const table = db.tables[mapping.target] as Db["tables"]["restaurant"];
    await db.delete(table).where(eq(table.id, last[1].id));
    return [{ kind: mapping.kind, oldId: last[0], column: null, problem: "missing" }];
  },

  "a row that the id map has forgotten": async ({ db, mapping, rows }) => {
    const [last] = [...rows].slice(-1);
    if (!last) return [];
    const { legacyRecord } = db.tables;
    await db.delete(legacyRecord).where(and(eq(legacyRecord.kind, mapping.kind), eq(legacyRecord.oldId, last[0])));
    return [{ kind: mapping.kind, oldId: last[0], column: "legacy_record", problem: "missing" }];
  },

  "an extra row": async ({ db, mapping, rows }) => {
    const [last] = [...rows.values()].slice(-1);
    if (!last) return [];
    const id = importedId({ system: "momentum", kind: mapping.kind, oldId: "planted" });
    const table = db.tables[mapping.target] as Db["tables"]["restaurant"];
    const copy: Record<string, unknown> = { ...last, id };
    if ("email" in copy) Object.assign(copy, { email: "planted@x", emailKey: "planted@x" });
    if (mapping.kind === "restaurant_checklist_status") copy["itemId"] = null;
    await db.insert(table).values(copy as typeof table.$inferInsert);
    return [{ kind: mapping.kind, oldId: `new id ${id}`, column: null, problem: "extra" }];
  },

  "an entry of the id map for a row that never was": async ({ db, mapping }) => {
    const oldId = mapping.key.type === "integer" ? "123456" : "planted";
    const newId = importedId({ system: "momentum", kind: mapping.kind, oldId });
    await db
      .insert(db.tables.legacyRecord)
      .values({ system: "momentum", kind: mapping.kind, oldId, newId, originals: null, sourceDigest: "0".repeat(64) });
    return [{ kind: mapping.kind, oldId, column: null, problem: "extra" }];
  },

  "two ids swapped": async ({ db, mapping, rows }) => {
    const [first, second] = [...rows];
    if (!first || !second) return [];
    const { legacyRecord } = db.tables;
    const point = (oldId: string, newId: string) =>
      db
        .update(legacyRecord)
        .set({ newId })
        .where(and(eq(legacyRecord.kind, mapping.kind), eq(legacyRecord.oldId, oldId)));
    await point(first[0], "in between");
    await point(second[0], first[1].id);
    await point(first[0], second[1].id);
    return [first, second].map(([oldId]) => ({ kind: mapping.kind, oldId, column: "id", problem: "swapped" }));
  },

  "a digest of another row": async ({ db, mapping, rows }) => {
    const [first] = [...rows];
    if (!first) return [];
    const { legacyRecord } = db.tables;
    await db
      .update(legacyRecord)
      .set({ sourceDigest: "f".repeat(64) })
      .where(and(eq(legacyRecord.kind, mapping.kind), eq(legacyRecord.oldId, first[0])));
    return [{ kind: mapping.kind, oldId: first[0], column: "source_digest", problem: "source-changed" }];
  },

  "an original lost, one changed, one made up": async ({ db, mapping }) => {
    const { legacyRecord } = db.tables;
    const records = (await db.select().from(legacyRecord)).filter(({ kind }) => kind === mapping.kind);
    const kept = records.filter(({ originals }) => originals !== null);
    const [none] = records.filter(({ originals }) => originals === null);
    const planted: Planted[] = [];
    const write = async (
      record: (typeof records)[number] | undefined,
      originals: Record<string, string> | null,
      problem: string,
    ) => {
      if (!record) return;
      await db
        .update(legacyRecord)
        .set({ originals })
        .where(and(eq(legacyRecord.kind, mapping.kind), eq(legacyRecord.oldId, record.oldId)));
      const columns = Object.keys(originals ?? record.originals ?? {});
      planted.push(
        ...columns.map((column) => ({ kind: mapping.kind, oldId: record.oldId, column: `originals.${column}`, problem })),
      );
    };
    const [lost, changed] = kept;
    await write(lost, null, "missing");
    const [column] = Object.keys(changed?.originals ?? {});
    if (column !== undefined && Object.keys(changed?.originals ?? {}).length === 1)
      await write(changed, { [column]: "another" }, "changed");
    await write(none, { made_up: "x" }, "changed");
    return planted;
  },

  "a sequence set back": async ({ db, mapping }) => {
    if (mapping.key.type !== "integer") return [];
    const { legacySequence } = db.tables;
    await db.update(legacySequence).set({ lastId: 1 }).where(eq(legacySequence.kind, mapping.kind));
    return [{ kind: mapping.kind, oldId: "next", column: "legacy_sequence", problem: "changed" }];
  },
};

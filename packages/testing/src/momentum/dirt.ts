import type Database from "better-sqlite3";
import { type Cell, ODD_VALUES, plainRow, Unreadable } from "./odd-values.ts";
import { FIRST_CATEGORY, FIRST_ITEM } from "./rows.ts";
import type { MomentumTable } from "./schema.ts";

/** One planted oddity. */
export interface Dirt {
  table: MomentumTable;
  /** The old id as text; null for a row that has none, or none that can be one. */
  oldId: string | null;
  what: string;
  /** Null when the row is to be imported, else the reason for its quarantine. */
  quarantine: string | null;
  /** Of a row with one odd value: its column, and the rule by which it is made to fit, if it has to be. */
  odd?: { column: string; rule: string | null };
}

type OddRow = [what: string, cells: Cell[], quarantine?: string];

const T = "2026-05-05 05:05:05";
const RAW = new Unreadable(Buffer.from("Caf\u00e9 \u00df", "latin1"));

const USERS = (hash: string): OddRow[] => [
  ["e-mail that differs by case", [9001, "ADMIN@momentum.example", hash, "restaurant", T]],
  ["the same in a third spelling", [9002, " Admin@Momentum.example ", hash, "restaurant", T]],
  ["full-width at-sign", [9003, "admin\uff20momentum.example", hash, "restaurant", T]],
  ["numeric e-mail", [9004, "1234567", hash, "restaurant", T]],
  ["e-mail that is no address", [9005, "no address at all", hash, "restaurant", T]],
  ["NUL in the e-mail", [9006, "nul\0@momentum.example", hash, "restaurant", T]],
  ["hostile bcrypt cost", [9007, "cost31@momentum.example", hash.replace("$10$", "$31$"), "restaurant", T], "password-hash-cost"],
  ["password hash of the wrong length", [9008, "short@momentum.example", "$2a$10$short", "restaurant", T]],
  ["unknown role", [9009, "root@momentum.example", hash, "superuser", T]],
  ["no date", [9010, "nodate@momentum.example", hash, "restaurant", null]],
  ["ISO date with an offset", [9011, "iso@momentum.example", hash, "restaurant", "2026-05-05T07:05:05.123456+02:00"]],
  ["date in milliseconds", [9012, "ms@momentum.example", hash, "restaurant", 1_777_957_505_000n]],
  ["date of another country", [9013, "us@momentum.example", hash, "restaurant", "05/13/2026 5:05 PM"]],
  ["e-mail of 5,000 characters", [9014, `${"l".repeat(5000)}@momentum.example`, hash, "restaurant", T]],
  ["bytes for an e-mail", [9015, Buffer.from([0, 255, 1]), hash, "restaurant", T]],
  ["user without a restaurant", [9016, "half@momentum.example", hash, "restaurant", T]],
];

const RESTAURANTS: OddRow[] = [
  ["owner that does not exist", [9001, 8888, "Nobody's Inn", null, null, T]],
  ["owner in quarantine", [9002, 9007, "Costly Kitchen", "", "", T]],
  ["second restaurant of one owner", [9003, 2, "Annex", "", "", T]],
  ["text for an owner", [9004, "two", "[object Object]", "[object Object]", "1", T]],
  ["spaces, emoji and HTML", [9005, 2, "  <b>Tide 🌊</b> ", "Rua Ñandú “5”", "", T]],
  ["name of 10,000 characters", [9006, 2, "n".repeat(10_000), null, null, T]],
  ["name as a number", [9007, 2, 42n, 1.5, null, T]],
  ["name that is not UTF-8", [9008, 2, RAW, RAW, null, T]],
];

const CAMPAIGNS: OddRow[] = [
  ["restaurant that does not exist", [9001, 999_999, "ad", "active", "Orphan", "{}", 50, T, T]],
  ["details that are no JSON", [9002, 1, "sms", "draft", "", "{'offer': 1}", null, T, T]],
  ["JSON written another way", [9003, 1, "ad", "paused", "Spaced", '{ "b": 1.0, "a": [1, 2] ,"a":3}', 9.005, T, T]],
  ["details null, the word", [9004, 1, "ad", "active", "Null", "null", 12.5, T, T]],
  ["details empty", [9005, 1, "ad", "active", "Empty", "", -3, T, T]],
  ["budget as a word", [9006, 1, "ad", "active", "Priceless", null, "a lot", T, T]],
  ["budget beyond all money", [9007, 1, "ad", "active", "Rich", null, 1e300, T, T]],
  ["unknown status and type", [9008, 1, "tv", "archived", "Old", null, null, T, T]],
  ["ISO dates", [9009, 1, "ad", "completed", "ISO", null, 5, "2026-11-17T23:38:17.000Z", "2026-11-17"]],
  ["a day that does not exist", [9010, 1, "ad", "completed", "Leap", null, 5, "2026-02-30 00:00:00", "2026-02-28 24:00:00"]],
  [
    "NUL and a lone surrogate in JSON",
    [9011, 1, "ad", "completed", "NUL \0 in it", '{"a":"\\u0000","b":"\\ud800","__proto__":1}', 5, T, T],
  ],
  ["number above 2^53 in JSON", [9012, 1, "ad", "completed", "Big", '{"n":12345678901234567890,"x":1e400}', 5, T, T]],
  ["JSON of 3,000 levels", [9013, 1, "ad", "completed", "Deep", "[".repeat(3000) + "]".repeat(3000), 5, T, T]],
  ["JSON that is one string", [9014, 1, "ad", "completed", "String", '"123"', 5, T, T]],
  ["a name of 64 bits", [9_007_199_254_740_993n, 1, "ad", "active", "Far away", null, 5, T, T]],
];

const TASKS: OddRow[] = [
  ["is_complete NULL", [90_001, 1, "Null", null, T, T]],
  ["is_complete text", [90_002, 1, "Text", "false", T, T]],
  ["is_complete empty text", [90_003, 1, "Empty", "", T, T]],
  ["is_complete 2", [90_004, 1, "Two", 2, T, T]],
  ["is_complete 0.5", [90_005, 1, "Half", 0.5, T, T]],
  ["restaurant that does not exist", [90_006, 88_777, "Orphan", 0, T, T]],
  ["dates that are numbers", [90_007, 1, "Numbers", 0, 1_777_957_505, 1_777_957_505.5]],
];

const CATEGORIES: OddRow[] = [["order as text", [9001, "Odd", null, null, "seasonal", "first", T]]];

const ITEMS: OddRow[] = [
  ["points at a later item", [9001, FIRST_CATEGORY, 9003, "Child before its parent", null, null, 1, 0, T]],
  ["points at nothing", [9002, FIRST_CATEGORY, 8765, "Lost child", null, null, 1.5, null, T]],
  ["points at an earlier item", [9003, FIRST_CATEGORY, FIRST_ITEM, "Child", null, null, 3, 2, T]],
  ["points at itself", [9004, FIRST_CATEGORY, 9004, "Its own parent", null, null, 4, "yes", T]],
  ["category that does not exist", [9005, 5555, null, "No category", null, null, 5, 1, T]],
];

const WORK: OddRow[] = [
  ["restaurant that does not exist", [900_001, 88_777, FIRST_ITEM, "completed", "orphan", T]],
  ["item that does not exist", [900_002, 1, 9999, "in_progress", null, T]],
  ["text for both ids", [900_003, "abc", "xyz", "pending", "[object Object]", T]],
  ["unknown state", [900_004, 1, FIRST_ITEM + 60, "done", null, T]],
];

const SESSIONS: OddRow[] = [
  ["of an administrator who acts for somebody", ["acting", 1, 1, T, T]],
  ["ISO end", ["iso-ü", 2, null, T, "2026-05-06T05:05:05.000Z"]],
  ["of nobody", ["ghost", 8888, null, T, T], "dangling-reference"],
  ["without an id", [null, 1, null, T, T], "unusable-id"],
  ["with bytes for an id", [Buffer.from([1, 2]), 1, null, T, T], "unusable-id"],
];

/** Where the ids of rows with one odd value begin. */
export const FIRST_ODD = 1_000_000_000;

const idText = (id: Cell | undefined) =>
  typeof id === "string" || typeof id === "number" || typeof id === "bigint" ? String(id) : null;

function insertInto(database: Database.Database, table: MomentumTable, cells: readonly Cell[]): void {
  const marks = cells.map((cell) => (cell instanceof Unreadable ? "cast(? as text)" : "?")).join(", ");
  const values = cells.map((cell) => (cell instanceof Unreadable ? cell.bytes : cell));
  database.prepare(`insert into ${table} values (${marks})`).run(...values);
}

/** Plants one row of every oddity, most of which a real server has once written and the rest a damaged or older one. */
export function addDirt({ database, passwordHash }: DirtOptions): Dirt[] {
  const tables: [MomentumTable, OddRow[]][] = [
    ["users", USERS(passwordHash)],
    ["restaurants", RESTAURANTS],
    ["campaigns", CAMPAIGNS],
    ["checklist_status", TASKS],
    ["checklist_categories", CATEGORIES],
    ["checklist_items", ITEMS],
    ["restaurant_checklist_status", WORK],
    ["sessions", SESSIONS],
  ];
  return tables.flatMap(([table, rows]) =>
    rows.map(([what, cells, quarantine = null]): Dirt => {
      insertInto(database, table, cells);
      return { table, oldId: idText(cells[0]), what, quarantine };
    }),
  );
}

/** For every column of every table a row for each value that should not be in it. */
export function addOddValues({ database, passwordHash }: DirtOptions): Dirt[] {
  let at = FIRST_ODD;
  return ODD_VALUES.flatMap(([table, columns]) =>
    Object.entries(columns).flatMap(([column, values]) =>
      values.map(({ what, value, rule, isQuarantined }): Dirt => {
        const row = { ...plainRow(table, at++, passwordHash), [column]: value };
        insertInto(database, table, Object.values(row));
        const isHeld = isQuarantined !== true;
        return {
          table,
          oldId: rule === "unusable-id" ? null : idText(Object.values(row)[0]),
          what: `${column}: ${what}`,
          quarantine: isHeld ? null : rule,
          odd: { column, rule: isHeld ? rule : null },
        };
      }),
    ),
  );
}

export interface DirtOptions {
  database: Database.Database;
  passwordHash: string;
}

import { FIRST_ITEM } from "./rows.ts";
import type { MomentumTable } from "./schema.ts";

/** What a statement can bind; `Unreadable` becomes text whose bytes are not UTF-8. */
export type Cell = string | number | bigint | null | Buffer | Unreadable;

export class Unreadable {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
}

/** A value that some column should not hold. */
export interface OddValue {
  what: string;
  value: Cell;
  /** The rule by which it is made to fit; null where it fits as it is. */
  rule: string | null;
  /** True where no table can hold the row because of it. */
  isQuarantined?: true;
}

const odd = (what: string, value: Cell, rule: string | null): OddValue => ({ what, value, rule });
const LATIN = new Unreadable(Buffer.from("Caf\u00e9 \u00df", "latin1"));
const BYTES = Buffer.from([0, 255, 1, 128]);
const LONG = "\u{1F30A} tide ".repeat(9000);

/** Text, where NULL may stand. */
const OPTIONAL_TEXTS: readonly OddValue[] = [
  odd("empty text", "", null),
  odd("spaces around", "  tide  ", null),
  odd("the text null", "null", null),
  odd("a name of every object", "__proto__", null),
  odd("what an object becomes", "[object Object]", null),
  odd("HTML and emoji", "<b>\u{1F30A}</b>", null),
  odd("a replacement character of its own", "\uFFFD", null),
  odd("NUL inside", "nul\0inside", "nul-in-text"),
  odd("bytes that are not UTF-8", LATIN, "invalid-utf8"),
  odd("a blob", BYTES, "not-text"),
];

const LONG_TEXTS: readonly OddValue[] = [odd("64 kB", LONG, null)];
const INDEXED_LONG_TEXTS: readonly OddValue[] = [odd("64 kB in an index", LONG, "text-too-long")];

/** Text that must be there. */
const TEXTS: readonly OddValue[] = [...OPTIONAL_TEXTS, odd("NULL under NOT NULL", null, "missing-text")];

const DATES: readonly OddValue[] = [
  odd("NULL", null, "missing-date"),
  odd("ISO with Z", "2026-05-05T05:05:05Z", "written-differently"),
  odd("ISO with milliseconds", "2026-05-05T05:05:05.678Z", "written-differently"),
  odd("ISO with an offset", "2026-05-05T07:05:05+02:00", "written-differently"),
  odd("microseconds", "2026-05-05 05:05:05.123456", "written-differently"),
  odd("without seconds", "2026-05-05 05:05", "written-differently"),
  odd("a day alone", "2026-05-05", "written-differently"),
  odd("spaces around", " 2026-05-05 05:05:05 ", "written-differently"),
  odd("seconds since 1970", 1_777_957_505n, "date-as-number"),
  odd("milliseconds since 1970", 1_777_957_505_123n, "date-as-number"),
  odd("fractions of a second", 1_777_957_505.5, "date-as-number"),
  odd("before 1970", -86_400n, "date-as-number"),
  odd("beyond all calendars", 9_007_199_254_740_993n, "not-a-date"),
  odd("a day that does not exist", "2026-02-30 00:00:00", "no-such-day"),
  odd("hour 24", "2026-02-28 24:00:00", "no-such-day"),
  odd("month 13", "2026-13-01 00:00:00", "no-such-day"),
  odd("all zeros", "0000-00-00 00:00:00", "not-a-date"),
  odd("year 9999", "9999-12-31 23:59:59", null),
  odd("year 10000", "10000-01-01 00:00:00", "not-a-date"),
  odd("six digits of a year", "+012026-05-05T05:05:05Z", "not-a-date"),
  odd("of another country", "05/13/2026 5:05 PM", "not-a-date"),
  odd("of a mail", "Tue, 05 May 2026 05:05:05 GMT", "not-a-date"),
  odd("a word", "yesterday", "not-a-date"),
  odd("empty text", "", "not-a-date"),
  odd("bytes that are not UTF-8", LATIN, "not-a-date"),
  odd("a blob", BYTES, "not-a-date"),
  odd("Infinity", Infinity, "not-a-date"),
];

const JSONS: readonly OddValue[] = [
  odd("cut off", '{"offer": "two for', "not-json"),
  odd("single quotes", "{'offer': 1}", "not-json"),
  odd("NaN inside", '{"n":NaN}', "not-json"),
  odd("a byte order mark", '\uFEFF{"a":1}', "not-json"),
  odd("empty text", "", "not-json"),
  odd("what an object becomes", "[object Object]", "not-json"),
  odd("encoded twice", JSON.stringify(JSON.stringify({ offer: 1 })), null),
  odd("a list", "[1,2]", null),
  odd("a number", "12.5", null),
  odd("a text", '"two for one"', null),
  odd("null", "null", "written-differently"),
  odd("spaces inside", '{ "a": 1 }', "written-differently"),
  odd("a key twice", '{"a":1,"a":2}', "written-differently"),
  odd("1.0", '{"a":1.0}', "written-differently"),
  odd("beyond 2^53", '{"n":12345678901234567890}', "written-differently"),
  odd("keys that look like numbers", '{"b":1,"1":2}', "written-differently"),
  odd("__proto__ as a key", '{"__proto__":{"admin":true},"constructor":1}', null),
  odd("escaped NUL and half a character", '{"a":"\\u0000","b":"\\ud800"}', null),
  odd("3,000 levels", "[".repeat(3000) + "]".repeat(3000), "not-json"),
  odd("64 kB", JSON.stringify({ text: "x".repeat(65_000) }), null),
  odd("NUL inside", '{"a":1}\0', "nul-in-text"),
  odd("bytes that are not UTF-8", LATIN, "invalid-utf8"),
  odd("a blob", BYTES, "not-text"),
  odd("a blob of JSON", Buffer.from('{"a":1}'), "not-text"),
];

const AMOUNTS: readonly OddValue[] = [
  odd("half a cent", 9.005, "rounded"),
  odd("minus nothing", -0.001, "rounded"),
  odd("1e9", 1e9, null),
  odd("one billion, as an integer", 1_000_000_000n, null),
  odd("negative", -3n, null),
  odd("beyond all money", 1e300, "not-an-amount"),
  odd("Infinity", Infinity, "not-an-amount"),
  odd("the largest integer", 9_223_372_036_854_775_807n, "not-an-amount"),
  odd("a currency sign", "$12.50", "not-an-amount"),
  odd("thousands", "1,000.00", "not-an-amount"),
  odd("a word", "a lot", "not-an-amount"),
  odd("not a number", "NaN", "not-an-amount"),
  odd("empty text", "", "not-an-amount"),
  odd("NUL inside", "tw\0lve", "not-an-amount"),
  odd("bytes that are not UTF-8", LATIN, "not-an-amount"),
  odd("a blob", Buffer.from("12.50"), "not-an-amount"),
];

const FLAGS: readonly OddValue[] = [
  odd("NULL", null, "not-a-flag"),
  odd("2", 2n, "not-a-flag"),
  odd("-1", -1n, "not-a-flag"),
  odd("a half", 0.5, "not-a-flag"),
  odd("false in letters", "false", "not-a-flag"),
  odd("true in letters", "true", "not-a-flag"),
  odd("yes", "yes", "not-a-flag"),
  odd("empty text", "", "not-a-flag"),
  odd("bytes that are not UTF-8", LATIN, "not-a-flag"),
  odd("a blob", Buffer.from("1"), "not-a-flag"),
];

const NUMBERS: readonly OddValue[] = [
  odd("NULL under NOT NULL", null, "missing-number"),
  odd("a fraction", 1.5, "not-a-whole-number"),
  odd("beyond 2^53", 9_007_199_254_740_993n, "not-a-whole-number"),
  odd("negative", -7n, null),
  odd("a word", "first", "not-a-whole-number"),
  odd("empty text", "", "not-a-whole-number"),
  odd("a blob", BYTES, "not-a-whole-number"),
];

const words = (other: string): readonly OddValue[] => [
  odd("another word", other, "unknown-word"),
  odd("capitals", "ACTIVE", "unknown-word"),
  odd("a space behind", "pending ", "unknown-word"),
  odd("empty text", "", "unknown-word"),
  odd("a number", 1n, "unknown-word"),
  odd("a name of every object", "constructor", "unknown-word"),
  odd("NULL under NOT NULL", null, "unknown-word"),
  odd("bytes that are not UTF-8", LATIN, "unknown-word"),
  odd("a blob", BYTES, "unknown-word"),
];

const REFERENCES: readonly OddValue[] = [
  odd("a row that does not exist", 777_777n, "dangling"),
  odd("negative", -1n, "dangling"),
  odd("beyond 2^53", 9_007_199_254_740_993n, "dangling"),
  odd("a fraction", 1.5, "dangling"),
  odd("a word", "abc", "dangling"),
  odd("empty text", "", "dangling"),
  odd("NaN in letters", "NaN", "dangling"),
  odd("bytes that are not UTF-8", LATIN, "dangling"),
  odd("a blob", Buffer.from("1"), "dangling"),
];
/** NULL under NOT NULL is what the new side holds for a reference to nothing. */
const NO_REFERENCE: readonly OddValue[] = [odd("NULL", null, null)];

const required = (values: readonly OddValue[], reason: string): OddValue[] =>
  [...values, odd("NULL under NOT NULL", null, reason)].map(({ what, value }) => ({
    what,
    value,
    rule: reason,
    isQuarantined: true,
  }));

const HOSTILE = "$2a$31$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";

const PASSWORD_HASHES: readonly OddValue[] = [
  odd("NULL under NOT NULL", null, null),
  odd("no hash", "plain text", null),
  odd("empty text", "", null),
  odd("bytes that are not UTF-8", LATIN, "invalid-utf8"),
  odd("a blob", BYTES, "not-text"),
  { what: "a hostile cost", value: HOSTILE, rule: "password-hash-cost", isQuarantined: true },
  {
    what: "a hostile cost in a blob",
    value: Buffer.from(HOSTILE),
    rule: "password-hash-cost",
    isQuarantined: true,
  },
];

/** Session ids: text keys. */
const KEYS: readonly OddValue[] = [
  odd("empty text", "", null),
  odd("a name of every object", "__proto__", null),
  odd("begins like a place", "?position=1", null),
  odd("emoji", "\u{1F30A}", null),
  { what: "NUL inside", value: "a\0b", rule: "unusable-id", isQuarantined: true },
  { what: "too long for an index", value: "k".repeat(1001), rule: "unusable-id", isQuarantined: true },
  { what: "bytes that are not UTF-8", value: LATIN, rule: "unusable-id", isQuarantined: true },
  { what: "a blob", value: BYTES, rule: "unusable-id", isQuarantined: true },
  { what: "NULL", value: null, rule: "unusable-id", isQuarantined: true },
];

/** Row ids: integers of any size. */
const IDS: readonly OddValue[] = [
  odd("nought", 0n, null),
  odd("negative", -5n, null),
  odd("beyond 2^53", 9_007_199_254_740_995n, null),
  odd("the smallest", -9_223_372_036_854_775_808n, null),
];

/** Every column of every old table, with what it may hold by accident. */
export const ODD_VALUES: readonly (readonly [MomentumTable, Record<string, readonly OddValue[]>])[] = [
  [
    "users",
    {
      user_id: IDS,
      password_hash: PASSWORD_HASHES,
      role: words("superuser"),
      created_at: DATES,
      email: [
        odd("64 kB in an index", LONG, "text-too-long"),
        odd("NUL inside", "n\0@odd.example", "nul-in-text"),
        odd("bytes that are not UTF-8", LATIN, "invalid-utf8"),
        odd("a blob", BYTES, "not-text"),
        odd("empty text", "", null),
        odd("begins like a fallback", "raw:x@odd.example", null),
        { what: "NULL under NOT NULL", value: null, rule: "missing-text", isQuarantined: true },
      ],
    },
  ],
  [
    "restaurants",
    {
      restaurant_id: IDS,
      user_id: [...REFERENCES, ...NO_REFERENCE],
      name: [...TEXTS, ...INDEXED_LONG_TEXTS],
      address: [...OPTIONAL_TEXTS, ...LONG_TEXTS],
      phone: [...OPTIONAL_TEXTS, ...LONG_TEXTS],
      created_at: DATES,
    },
  ],
  [
    "campaigns",
    {
      campaign_id: IDS,
      restaurant_id: [...REFERENCES, ...NO_REFERENCE],
      campaign_type: words("tv"),
      status: words("archived"),
      name: [...TEXTS, ...LONG_TEXTS],
      details: JSONS,
      budget: AMOUNTS,
      created_at: DATES,
      updated_at: DATES,
    },
  ],
  [
    "checklist_status",
    {
      status_id: IDS,
      restaurant_id: [...REFERENCES, ...NO_REFERENCE],
      checklist_item_name: [...TEXTS, ...LONG_TEXTS],
      is_complete: FLAGS,
      created_at: DATES,
      updated_at: DATES,
    },
  ],
  [
    "checklist_categories",
    {
      category_id: IDS,
      name: [...TEXTS, ...LONG_TEXTS],
      description: [...OPTIONAL_TEXTS, ...LONG_TEXTS],
      icon: [...OPTIONAL_TEXTS, ...LONG_TEXTS],
      type: words("seasonal"),
      order_in_list: NUMBERS,
      created_at: DATES,
    },
  ],
  [
    "checklist_items",
    {
      item_id: IDS,
      category_id: [...REFERENCES, ...NO_REFERENCE],
      parent_item_id: REFERENCES,
      title: [...TEXTS, ...LONG_TEXTS],
      description: [...OPTIONAL_TEXTS, ...LONG_TEXTS],
      guidance_link: [...OPTIONAL_TEXTS, ...LONG_TEXTS],
      order_in_category: NUMBERS,
      is_critical: FLAGS,
      created_at: DATES,
    },
  ],
  [
    "restaurant_checklist_status",
    {
      status_id: IDS,
      restaurant_id: [...REFERENCES, ...NO_REFERENCE],
      item_id: [...REFERENCES, ...NO_REFERENCE],
      status: words("done"),
      notes: [...OPTIONAL_TEXTS, ...LONG_TEXTS],
      last_updated_at: DATES,
    },
  ],
  [
    "sessions",
    {
      session_id: KEYS,
      user_id: required(REFERENCES, "dangling-reference"),
      impersonating_restaurant_id: [
        odd("a restaurant", 1n, "no-place"),
        odd("a word", "abc", "no-place"),
        odd("a blob", BYTES, "no-place"),
      ],
      created_at: DATES,
      expires_at: DATES,
    },
  ],
];

const T = "2026-05-05 05:05:05";

/** A row that needs no repair, to which one odd value is done. `at` makes it unlike any other. */
export function plainRow(table: MomentumTable, at: number, passwordHash: string): Record<string, Cell> {
  const rows: Record<MomentumTable, Record<string, Cell>> = {
    users: { user_id: at, email: `odd${at}@odd.example`, password_hash: passwordHash, role: "restaurant", created_at: T },
    restaurants: { restaurant_id: at, user_id: 2, name: `Odd ${at}`, address: "Pier 1", phone: "555", created_at: T },
    campaigns: {
      campaign_id: at,
      restaurant_id: 1,
      campaign_type: "ad",
      status: "active",
      name: `Odd ${at}`,
      details: '{"offer":1}',
      budget: 12.5,
      created_at: T,
      updated_at: T,
    },
    checklist_status: {
      status_id: at,
      restaurant_id: 1,
      checklist_item_name: `Odd ${at}`,
      is_complete: 0,
      created_at: T,
      updated_at: T,
    },
    checklist_categories: {
      category_id: at,
      name: `Odd ${at}`,
      description: "Odd",
      icon: "*",
      type: "ongoing",
      order_in_list: at,
      created_at: T,
    },
    checklist_items: {
      item_id: at,
      category_id: 13,
      parent_item_id: null,
      title: `Odd ${at}`,
      description: "Odd",
      guidance_link: null,
      order_in_category: at,
      is_critical: 0,
      created_at: T,
    },
    // NULL is no value of a unique index: any number of rows may lack the same half of it.
    restaurant_checklist_status: {
      status_id: at,
      restaurant_id: null,
      item_id: FIRST_ITEM,
      status: "pending",
      notes: "Odd",
      last_updated_at: T,
    },
    sessions: { session_id: `odd ${at}`, user_id: 1, impersonating_restaurant_id: null, created_at: T, expires_at: T },
  };
  return rows[table];
}

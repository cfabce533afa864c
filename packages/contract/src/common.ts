import { z } from "zod";

/** A row's id: a UUID, version 7 for rows made here (RFC 9562, section 5.7), so that ids sort by the time they were made. */
export const Id = z.uuid();
export type Id = z.infer<typeof Id>;

/** Where a page goes on; opaque, valid for the same list and order only. */
export const Cursor = z.string().min(1).max(4096);

/** Input of every list. `limit` is 1 to 1,000 rows, 20 unless told. */
export const PageInput = z.object({
  cursor: Cursor.optional(),
  limit: z.number().int().min(1).max(1000).default(20),
});
export type PageInput = z.infer<typeof PageInput>;

/** Output of every list: `nextCursor` is null on the last page. */
export function pageOf<TItem extends z.ZodType>(item: TItem) {
  return z.object({ items: z.array(item), nextCursor: Cursor.nullable() });
}
export interface Page<TItem> {
  items: TItem[];
  nextCursor: string | null;
}

/** Input of every export: 1,000 rows a part unless told. */
export const ExportInput = z.object({
  cursor: Cursor.optional(),
  limit: z.number().int().min(1).max(1000).default(1000),
});
/** A part of a file. The parts of one export, one after the other, are the file; `nextCursor` is null in the last one. */
export const ExportPart = z.object({ text: z.string(), rows: z.number().int(), nextCursor: Cursor.nullable() });
export type ExportPart = z.infer<typeof ExportPart>;

/** What JSON can hold (RFC 8259). */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/**
 * A value out of a JSON column, handed on as it is: a schema that copied it would lose keys such as `__proto__`. Safe
 * because such a column holds nothing but JSON; not for input.
 */
export const StoredJson = z.unknown() as z.ZodType<JsonValue>;

/** Free text a person typed to search by; blank means no filter. */
export const SearchText = z.string().max(1000);

/**
 * What every amount is in, budgets and what ads and messages cost: the dollars of the old Momentum system, whose API refused a
 * budget with "Minimum daily budget is $5". A channel has no say in it, so its account has to be one in this currency.
 */
export const CURRENCY = "USD";

/** An amount of money in the currency's minor unit (cents). */
export const MinorUnits = z.number().int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);

/** A calendar day in UTC, `YYYY-MM-DD`. */
export const Day = z.iso.date();

/** Answer of a command that has nothing to say. */
export const Done = z.object({ done: z.literal(true) });
export type Done = z.infer<typeof Done>;
export const DONE: Done = { done: true };

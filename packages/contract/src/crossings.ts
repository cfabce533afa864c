import { z } from "zod";
import { Id, type JsonValue, StoredJson } from "./common.ts";
import { Restaurant } from "./restaurants.ts";

export const CROSSING_REASONS = ["SIGN_UP_RACED"] as const;

/** A table or collection of an old system, and the table its rows live in now. */
export const OldTable = z.object({
  system: z.string(),
  kind: z.string(),
  table: z.enum(["user", "restaurant", "campaign", "task"]),
});
export type OldTable = z.infer<typeof OldTable>;

/** How a row was known: its old id, and those old values that the new row does not give back. */
export const OldRecord = z.object({
  newId: Id,
  oldId: z.string(),
  originals: z.record(z.string(), StoredJson).nullable(),
});
export type OldRecord = z.infer<typeof OldRecord>;
export type Originals = Record<string, JsonValue>;

/** Any number of ids, each of a row of `of.table`. */
export const ListOldRecordsInput = z.object({ of: OldTable, ids: z.array(Id) });
export type ListOldRecordsInput = z.infer<typeof ListOldRecordsInput>;
export const OldRecordList = z.array(OldRecord);

export const FindByOldIdInput = z.object({ of: OldTable, oldId: z.string() });
export type FindByOldIdInput = z.infer<typeof FindByOldIdInput>;
export const FoundId = z.object({ id: Id }).nullable();
export type FoundId = z.infer<typeof FoundId>;

export const FirstRestaurantInput = z.object({ of: OldTable });
export type FirstRestaurantInput = z.infer<typeof FirstRestaurantInput>;
/** Null when the user has none. */
export const FirstRestaurant = z.object({ restaurant: Restaurant, record: OldRecord }).nullable();
export type FirstRestaurant = z.infer<typeof FirstRestaurant>;

/** No rule for new accounts applies: old systems took any text. `email` is compared exactly. */
export const SignInAsBeforeInput = z.object({ of: OldTable, email: z.string(), password: z.string() });
export type SignInAsBeforeInput = z.infer<typeof SignInAsBeforeInput>;

export const AccountAsBefore = z.object({ id: Id, email: z.string(), role: z.string(), record: OldRecord });
export type AccountAsBefore = z.infer<typeof AccountAsBefore>;

export const SignUpAsBeforeInput = z.object({
  of: z.object({ users: OldTable, restaurants: OldTable, tasks: OldTable }),
  email: z.string(),
  password: z.string(),
  restaurant: z.object({ name: z.string(), address: z.string().nullable(), phone: z.string().nullable() }),
});
export type SignUpAsBeforeInput = z.infer<typeof SignUpAsBeforeInput>;
export const SignedUpAsBefore = z.object({ oldUserId: z.string(), oldRestaurantId: z.string() });
export type SignedUpAsBefore = z.infer<typeof SignedUpAsBefore>;

/** Of an administrator for one restaurant, by an old token. */
export const StartActingInput = z.object({ system: z.string(), restaurantId: Id });
export type StartActingInput = z.infer<typeof StartActingInput>;
export const EndActingInput = z.object({
  system: z.string(),
  /** Null when the administrator was acting for nobody. */
  ended: z.object({ restaurantId: Id.nullable(), tokenHash: z.string(), expiresAt: z.date() }).nullable(),
});
export type EndActingInput = z.infer<typeof EndActingInput>;

/** Text of an instant as the old database holds it, `YYYY-MM-DD HH:MM:SS` or, where that was imported otherwise, as it was. */
export const CountCampaignsInput = z.object({
  of: OldTable,
  /** The old column of the instant of creation. */
  column: z.string(),
  since: z.date(),
  /** All restaurants' when left out, those of none included. */
  restaurantId: Id.optional(),
});
export type CountCampaignsInput = z.infer<typeof CountCampaignsInput>;
export const RowCount = z.object({ count: z.number().int() });
export type RowCount = z.infer<typeof RowCount>;

/** Rows whose restaurant was gone before the import: `column` of the old row said `value`. */
export const DanglingCampaignsInput = z.object({ of: OldTable, column: z.string(), value: z.number().int() });
export type DanglingCampaignsInput = z.infer<typeof DanglingCampaignsInput>;

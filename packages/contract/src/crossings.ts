import { z } from "zod";
import { ContentItem, ItemStatus } from "./checklists.ts";
import { Id, StoredJson } from "./common.ts";

export const CROSSING_REASONS = ["SIGN_UP_RACED", "PASSWORD_NOT_TEXT", "SECOND_FACTOR_DUE"] as const;

/** A table or collection of an old system. */
export const OldTable = z.object({ system: z.string(), kind: z.string() });
export type OldTable = z.infer<typeof OldTable>;

/**
 * No rule for new accounts applies: old systems took any text. `email` is compared exactly; `password` is null where what was
 * sent is no text.
 */
export const SignInAsBeforeInput = z.object({ system: z.string(), email: z.string(), password: z.string().nullable() });
export type SignInAsBeforeInput = z.infer<typeof SignInAsBeforeInput>;
export const AccountAsBefore = z.object({ userId: Id });
export type AccountAsBefore = z.infer<typeof AccountAsBefore>;

export const SignUpAsBeforeInput = z.object({
  system: z.string(),
  email: z.string(),
  password: z.string().nullable(),
  restaurant: z.object({ name: z.string(), address: z.string().nullable(), phone: z.string().nullable() }),
});
export type SignUpAsBeforeInput = z.infer<typeof SignUpAsBeforeInput>;
/** `taskIds` in the order of the default tasks. */
export const SignedUpAsBefore = z.object({ userId: Id, restaurantId: Id, taskIds: z.array(Id) });
export type SignedUpAsBefore = z.infer<typeof SignedUpAsBefore>;

/** An administrator acts for one restaurant, by an old token that says so. */
export const StartActingInput = z.object({ system: z.string(), restaurantId: Id });
export type StartActingInput = z.infer<typeof StartActingInput>;
/** `ended` is null when the token named no restaurant; its `restaurantId` is null for one that is gone. */
export const EndActingInput = z.object({
  system: z.string(),
  ended: z.object({ restaurantId: Id.nullable(), tokenHash: z.string(), tokenExpiresAt: z.date() }).nullable(),
});
export type EndActingInput = z.infer<typeof EndActingInput>;

export const CountCampaignsInput = z.object({
  of: OldTable,
  /** The old column with the instant of creation. */
  column: z.string(),
  since: z.date(),
  /** All campaigns when left out, those of no restaurant included. */
  restaurantId: Id.optional(),
});
export type CountCampaignsInput = z.infer<typeof CountCampaignsInput>;
export const RowCount = z.object({ count: z.number().int() });
export type RowCount = z.infer<typeof RowCount>;

/** Campaigns of a restaurant that was gone before the import: `column` of the old rows still names it. */
export const ListGoneCampaignsInput = z.object({ of: OldTable, column: z.string(), oldId: z.number().int() });
export type ListGoneCampaignsInput = z.infer<typeof ListGoneCampaignsInput>;

/** Restaurants that were gone before the import, counted by the ids that `column` of the old rows still names. */
export const CountGoneInput = z.object({ of: OldTable, column: z.string() });
export type CountGoneInput = z.infer<typeof CountGoneInput>;

/** Where an old row points: to a row of ours, or to nothing that we have, by what it names instead. */
export const OldReference = z.union([z.object({ id: Id }), z.object({ names: StoredJson })]);
export type OldReference = z.infer<typeof OldReference>;

/** Answers of one restaurant to the checklist; `column` of the old rows names a restaurant that does not exist here. */
export const ListOldStatesInput = z.object({ of: OldTable, column: z.string(), restaurant: OldReference });
export type ListOldStatesInput = z.infer<typeof ListOldStatesInput>;

/** An answer whose restaurant or item does not exist here; `columns` of its old row name them. */
export const SetGoneStatusInput = z.object({
  of: OldTable,
  columns: z.object({ restaurant: z.string(), item: z.string() }),
  restaurant: OldReference,
  item: OldReference,
  status: ItemStatus,
  notes: z.string().nullable(),
});
export type SetGoneStatusInput = z.infer<typeof SetGoneStatusInput>;
/** The id under which the old system knows a row from now on. */
export const NewOldId = z.object({ oldId: z.number().int() });
export type NewOldId = z.infer<typeof NewOldId>;

/** An item that names a category that does not exist here. */
export const GoneItem = ContentItem.extend({ categoryId: z.null() });
export type GoneItem = z.infer<typeof GoneItem>;

import { z } from "zod";
import { ChecklistType } from "./checklists.ts";
import { Id } from "./common.ts";

const Title = z.string().trim().min(1).max(200);
const Description = z.string().trim().max(5000);
/** The name of a picture, or one character. */
const Icon = z.string().trim().min(1).max(50);
const GuidanceLink = z.url({ protocol: /^https?$/ }).max(2000);

export const CreateCategoryInput = z.object({
  name: Title,
  description: Description.nullable().default(null),
  icon: Icon.nullable().default(null),
  type: ChecklistType,
});
export type CreateCategoryInput = z.infer<typeof CreateCategoryInput>;

/** What is left out stays as it is. */
export const UpdateCategoryInput = z.object({
  id: Id,
  name: Title.optional(),
  description: Description.nullable().optional(),
  icon: Icon.nullable().optional(),
  type: ChecklistType.optional(),
});
export type UpdateCategoryInput = z.infer<typeof UpdateCategoryInput>;

export const CreateItemInput = z.object({
  categoryId: Id,
  parentItemId: Id.nullable().default(null),
  title: Title,
  description: Description.nullable().default(null),
  guidanceLink: GuidanceLink.nullable().default(null),
  isCritical: z.boolean().default(false),
});
export type CreateItemInput = z.infer<typeof CreateItemInput>;

/**
 * What is left out stays as it is. With another `categoryId` the item moves to the end of that category, its parts with
 * it, and leaves its parent unless one is given.
 */
export const UpdateItemInput = z.object({
  id: Id,
  categoryId: Id.optional(),
  parentItemId: Id.nullable().optional(),
  title: Title.optional(),
  description: Description.nullable().optional(),
  guidanceLink: GuidanceLink.nullable().optional(),
  isCritical: z.boolean().optional(),
});
export type UpdateItemInput = z.infer<typeof UpdateItemInput>;

/** The whole new order: every id that is not archived, once. */
const Order = z.array(Id).max(1000);
export const ReorderInput = z.discriminatedUnion("of", [
  z.object({ of: z.literal("categories"), ids: Order }),
  z.object({ of: z.literal("items"), categoryId: Id, ids: Order }),
]);
export type ReorderInput = z.infer<typeof ReorderInput>;

/** Archived, it is off every checklist; what restaurants wrote about it is kept and comes back with it. */
export const ArchiveInput = z.object({ kind: z.enum(["category", "item"]), id: Id, isArchived: z.boolean() });
export type ArchiveInput = z.infer<typeof ArchiveInput>;

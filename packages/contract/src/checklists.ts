import { z } from "zod";
import { Id, PageInput, pageOf } from "./common.ts";

export const CHECKLIST_REASONS = [
  "TASK_NOT_FOUND",
  "CHECKLIST_CATEGORY_NOT_FOUND",
  "CHECKLIST_ITEM_NOT_FOUND",
  "CHECKLIST_PARENT_REFUSED",
  "CHECKLIST_ORDER_STALE",
  "CHECKLIST_NOT_EMPTY",
] as const;

/** The first steps every new restaurant gets. */
export const DEFAULT_TASKS = [
  "Complete your Google Business Profile setup",
  "Upload high-quality photos of your dishes",
  "Set up your social media accounts",
  "Create your first customer list",
] as const;

export const Task = z.object({
  id: Id,
  restaurantId: Id.nullable(),
  title: z.string(),
  isComplete: z.boolean(),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type Task = z.infer<typeof Task>;

export const ListTasksInput = z.object({ restaurantId: Id });
export type ListTasksInput = z.infer<typeof ListTasksInput>;
export const TaskList = z.array(Task);
export const SetTaskInput = z.object({ id: Id, isComplete: z.boolean() });
export type SetTaskInput = z.infer<typeof SetTaskInput>;

export const ChecklistType = z.enum(["foundational", "ongoing"]);
export type ChecklistType = z.infer<typeof ChecklistType>;
export const ItemStatus = z.enum(["pending", "in_progress", "completed", "not_applicable"]);
export type ItemStatus = z.infer<typeof ItemStatus>;

/** As every restaurant sees it. */
const ItemText = z.object({
  id: Id,
  categoryId: Id,
  /** Another item of the same category, of which this is a part. */
  parentItemId: Id.nullable(),
  title: z.string(),
  description: z.string().nullable(),
  guidanceLink: z.string().nullable(),
  position: z.number().int(),
  isCritical: z.boolean(),
});

export const ChecklistItem = ItemText.extend({
  /** Null until the restaurant has touched the item. */
  status: ItemStatus.nullable(),
  notes: z.string().nullable(),
  statusUpdatedAt: z.date().nullable(),
});
export type ChecklistItem = z.infer<typeof ChecklistItem>;

const CategoryText = z.object({
  id: Id,
  name: z.string(),
  description: z.string().nullable(),
  icon: z.string().nullable(),
  type: ChecklistType,
  position: z.number().int(),
});

export const ChecklistCategory = CategoryText.extend({ items: z.array(ChecklistItem) });
export type ChecklistCategory = z.infer<typeof ChecklistCategory>;

export const GetChecklistInput = z.object({ restaurantId: Id, type: ChecklistType.optional() });
export type GetChecklistInput = z.infer<typeof GetChecklistInput>;

/** Counts of one type. Percentages are whole numbers, rounded half up; `not_applicable` counts in the total. */
export const ChecklistProgress = z.object({
  type: ChecklistType,
  total: z.number().int(),
  completed: z.number().int(),
  percentage: z.number().int(),
  criticalTotal: z.number().int(),
  criticalCompleted: z.number().int(),
  criticalPercentage: z.number().int(),
});
export type ChecklistProgress = z.infer<typeof ChecklistProgress>;
export const Checklist = z.object({ categories: z.array(ChecklistCategory), progress: z.array(ChecklistProgress) });
export type Checklist = z.infer<typeof Checklist>;

/** As much as an old client could send with one request. */
const Notes = z.string().max(102_400);

/** `notes` are kept when left out, and removed by null. */
export const SetItemStatusInput = z.object({
  restaurantId: Id,
  itemId: Id,
  status: ItemStatus,
  notes: Notes.nullable().optional(),
});
export type SetItemStatusInput = z.infer<typeof SetItemStatusInput>;

/** What one restaurant says about one item. */
export const ItemState = z.object({
  id: Id,
  restaurantId: Id.nullable(),
  itemId: Id.nullable(),
  status: ItemStatus,
  notes: z.string().nullable(),
  updatedAt: z.date(),
});
export type ItemState = z.infer<typeof ItemState>;

/** Of all items unless one is named. */
export const ChecklistHistoryInput = PageInput.extend({ restaurantId: Id, itemId: Id.optional() });
export type ChecklistHistoryInput = z.infer<typeof ChecklistHistoryInput>;

/** What was set, when and by whom; archived items included. */
export const ChecklistChange = z.object({
  id: Id,
  itemId: Id,
  title: z.string(),
  status: ItemStatus,
  notes: z.string().nullable(),
  at: z.date(),
  /** Null where it was not a person, or nobody knows. */
  actor: z.object({ userId: Id, email: z.string().nullable() }).nullable(),
});
export type ChecklistChange = z.infer<typeof ChecklistChange>;
export const ChecklistChangePage = pageOf(ChecklistChange);

/** The checklist without anybody's answers. */
export const ContentItem = ItemText.extend({ createdAt: z.date(), archivedAt: z.date().nullable() });
export type ContentItem = z.infer<typeof ContentItem>;
export const ContentCategory = CategoryText.extend({
  createdAt: z.date(),
  archivedAt: z.date().nullable(),
  items: z.array(ContentItem),
});
export type ContentCategory = z.infer<typeof ContentCategory>;
export const ChecklistContent = z.array(ContentCategory);
export const GetContentInput = z.object({ type: ChecklistType.optional(), withArchived: z.boolean().default(false) });
export type GetContentInput = z.infer<typeof GetContentInput>;

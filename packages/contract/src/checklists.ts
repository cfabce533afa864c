import { z } from "zod";
import { Id } from "./common.ts";

export const CHECKLIST_REASONS = ["TASK_NOT_FOUND"] as const;

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

export const ChecklistItem = z.object({
  id: Id,
  categoryId: Id,
  parentItemId: Id.nullable(),
  title: z.string(),
  description: z.string().nullable(),
  guidanceLink: z.string().nullable(),
  position: z.number().int(),
  isCritical: z.boolean(),
  /** Null until the restaurant has touched the item. */
  status: ItemStatus.nullable(),
  notes: z.string().nullable(),
  statusUpdatedAt: z.date().nullable(),
});
export type ChecklistItem = z.infer<typeof ChecklistItem>;

export const ChecklistCategory = z.object({
  id: Id,
  name: z.string(),
  description: z.string().nullable(),
  icon: z.string().nullable(),
  type: ChecklistType,
  position: z.number().int(),
  items: z.array(ChecklistItem),
});
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

import type { ChecklistType, ItemStatus } from "@causeway/contract";
import type { Kit } from "../kit.ts";
import type { restaurantTables } from "./restaurants.ts";

export function checklistTables(k: Kit, { restaurant }: ReturnType<typeof restaurantTables>) {
  /** The first steps of a new restaurant. */
  const task = k.table(
    "task",
    {
      id: k.id(),
      restaurantId: k.text().references(() => restaurant.id, { onDelete: "cascade" }),
      title: k.text().notNull(),
      isComplete: k.bool().notNull(),
      createdAt: k.time().notNull(),
      updatedAt: k.time().notNull(),
    },
    (t) => [
      k.index("task_restaurant").on(t.restaurantId, t.createdAt, t.id),
      k.index("task_open").on(t.isComplete, t.restaurantId),
    ],
  );

  const checklistCategory = k.table("checklist_category", {
    id: k.id(),
    name: k.text().notNull(),
    description: k.text(),
    icon: k.text(),
    type: k.text().$type<ChecklistType>().notNull(),
    position: k.int().notNull(),
    createdAt: k.time().notNull(),
    /** Taken off the checklist; what restaurants wrote about its items is kept. */
    archivedAt: k.time(),
  });

  const checklistItem = k.table(
    "checklist_item",
    {
      id: k.id(),
      /** Null only for imported items whose category no longer existed. */
      categoryId: k.text().references(() => checklistCategory.id, { onDelete: "cascade" }),
      parentItemId: k.text(),
      title: k.text().notNull(),
      description: k.text(),
      guidanceLink: k.text(),
      position: k.int().notNull(),
      isCritical: k.bool().notNull(),
      createdAt: k.time().notNull(),
      archivedAt: k.time(),
    },
    (t) => [k.index("checklist_item_category").on(t.categoryId, t.position)],
  );

  const checklistStatus = k.table(
    "checklist_status",
    {
      id: k.id(),
      /** Null, like `itemId`, only for imported rows that pointed nowhere. */
      restaurantId: k.text().references(() => restaurant.id, { onDelete: "cascade" }),
      itemId: k.text().references(() => checklistItem.id, { onDelete: "cascade" }),
      status: k.text().$type<ItemStatus>().notNull(),
      notes: k.text(),
      updatedAt: k.time().notNull(),
    },
    (t) => [k.uniqueIndex("checklist_status_item").on(t.restaurantId, t.itemId)],
  );

  /** What a status and its notes were, and who changed them. */
  const checklistChange = k.table(
    "checklist_change",
    {
      id: k.id(),
      restaurantId: k
        .text()
        .notNull()
        .references(() => restaurant.id, { onDelete: "cascade" }),
      itemId: k
        .text()
        .notNull()
        .references(() => checklistItem.id, { onDelete: "cascade" }),
      status: k.text().$type<ItemStatus>().notNull(),
      notes: k.text(),
      at: k.time().notNull(),
      /** No foreign key, because the record outlives the account. */
      actorUserId: k.text(),
    },
    (t) => [k.index("checklist_change_item").on(t.restaurantId, t.itemId, t.at)],
  );

  return { checklistChange, task, checklistCategory, checklistItem, checklistStatus };
}

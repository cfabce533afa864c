import type { Actor } from "@causeway/testing";
import type { Sample, World } from "./samples.ts";

type Samples = Record<string, (world: World) => Sample | Promise<Sample>>;

const as = ({ accessToken }: Pick<Actor, "accessToken">, input?: unknown): Sample => ({ input, accessToken });

const category = async ({ app, admin }: World) =>
  (await app.as(admin).checklists.createCategory({ name: "Opening", type: "ongoing" })).id;

async function item(world: World): Promise<{ categoryId: string; itemId: string }> {
  const categoryId = await category(world);
  const { id } = await world.app.as(world.admin).checklists.createItem({ categoryId, title: "Light the ovens" });
  return { categoryId, itemId: id };
}

/** Calls that succeed: of first steps and checklists. */
export const CHECKLIST_SAMPLES: Samples = {
  "checklists.tasks": ({ owner }) => as(owner, { restaurantId: owner.restaurantId }),
  "checklists.setTask": ({ owner, taskId }) => as(owner, { id: taskId, isComplete: true }),
  "checklists.watchTasks": ({ owner }) => as(owner, { restaurantId: owner.restaurantId }),
  "checklists.get": ({ owner }) => as(owner, { restaurantId: owner.restaurantId, type: "ongoing" }),
  "checklists.watch": ({ owner }) => as(owner, { restaurantId: owner.restaurantId }),
  "checklists.setStatus": async (world) => {
    const { restaurantId } = world.owner;
    return as(world.owner, { restaurantId, itemId: (await item(world)).itemId, status: "completed" });
  },
  "checklists.history": ({ owner }) => as(owner, { restaurantId: owner.restaurantId, limit: 5 }),
  "checklists.content": ({ admin }) => as(admin, { withArchived: true }),
  "checklists.createCategory": ({ admin }) => as(admin, { name: "Closing", type: "ongoing" }),
  "checklists.updateCategory": async (world) => as(world.admin, { id: await category(world), name: "Doors" }),
  "checklists.createItem": async (world) => as(world.admin, { categoryId: await category(world), title: "Count the till" }),
  "checklists.updateItem": async (world) => as(world.admin, { id: (await item(world)).itemId, isCritical: true }),
  "checklists.reorder": async (world) => {
    const { categoryId, itemId } = await item(world);
    return as(world.admin, { of: "items", categoryId, ids: [itemId] });
  },
  "checklists.seed": async ({ app, admin }) => {
    const { checklistChange, checklistStatus, checklistItem, checklistCategory } = app.db.tables;
    for (const table of [checklistChange, checklistStatus, checklistItem, checklistCategory]) await app.db.delete(table);
    return as(admin);
  },
  "checklists.archive": async (world) => as(world.admin, { kind: "item", id: (await item(world)).itemId, isArchived: true }),
};

import { type ContentCategory, ItemStatus, type OldReference } from "@causeway/contract";
import { createCommitMemory } from "@causeway/db";
import { type OldRow, toOldRows, toTaggedJson } from "@causeway/migrate";
import { fieldsOf, LegacyRefusal, type LegacyRequest } from "@causeway/rest";
import type { Caller } from "@causeway/router";
import { checklistItems } from "../data/checklist-items.ts";
import { restaurantChecklistStatus } from "../data/restaurant-checklist-status.ts";
import { type MomentumTools, SYSTEM } from "../tools.ts";
import { type AtChecklist, atChecklistInPath, atChecklistInQuery, readsChecklist } from "./checklist-access.ts";
import { showProgress } from "./checklist-progress.ts";
import { showContent, type ShownCategory, showStates } from "./checklist-shown.ts";
import { inOldOrder } from "./order.ts";
import { failureReply, RESTAURANT_REQUIRED } from "./replies.ts";
import { row } from "./row.ts";
import { storedInteger, storedText } from "./values.ts";

const STATUSES = { system: SYSTEM, kind: restaurantChecklistStatus.kind };
const ITEM_UNKNOWN = failureReply(404, "Checklist item not found");
const STATUS_INVALID = failureReply(400, "Invalid status value");
const OPENED = ["momentum-open-routes"];
const OWN = [...OPENED, "momentum-own-checklist"];

interface ShownChecklist {
  categories: ShownCategory[];
  answers: ReadonlyMap<string | null, OldRow>;
}

/** The page is looked at far more often than anything changes. A few hundred restaurants are enough. */
const pages = createCommitMemory<ShownChecklist>(300);

/** What is on the checklist, and what the restaurant says about it, as the old database had it. */
const readChecklist =
  ({ checklists: { content }, crossings: { listOldStates } }: Caller) =>
  ({ restaurant, who, tools }: { restaurant: OldReference | null; who: string; tools: MomentumTools }): Promise<ShownChecklist> =>
    pages(tools.runtime.db, JSON.stringify([who, restaurant]), async () => {
      const [categories, states] = await Promise.all([
        content({}),
        restaurant ? listOldStates({ of: STATUSES, column: "restaurant_id", restaurant }) : [],
      ]);
      const [shown, answers] = await Promise.all([showContent(tools, categories), showStates(tools, states)]);
      return { categories: shown, answers };
    });

/** For whom and of whom it is read: what one may see is not remembered for another. */
const readFor = ({ who: { principal, restaurant }, tools }: { who: AtChecklist; tools: MomentumTools }) => ({
  restaurant,
  who: principal.kind === "user" ? principal.userId : principal.kind,
  tools,
});

/** Also items of categories that are gone: their rows still named them. */
const readItems =
  ({ checklists: { content }, crossings: { listGoneItems } }: Caller) =>
  async () => {
    const [categories, gone] = await Promise.all([content({}), listGoneItems()]);
    return [...categories.flatMap((category) => category.items), ...gone];
  };

interface Answer {
  restaurant: OldReference;
  /** By what the request calls it where it is not on the checklist. */
  item: OldReference;
  status: ItemStatus;
  notes: string | null;
}

/** The new side's own verb stores it, where both are here. */
const setStatus =
  ({ checklists: { setStatus: set }, crossings: { setGoneStatus } }: Caller) =>
  async ({ restaurant, item, status, notes }: Answer): Promise<{ id: string } | { oldId: number }> => {
    if ("id" in restaurant && "id" in item) return set({ restaurantId: restaurant.id, itemId: item.id, status, notes });
    const columns = { restaurant: "restaurant_id", item: "item_id" };
    return setGoneStatus({ of: STATUSES, columns, restaurant, item, status, notes });
  };

/** The item on the checklist that has this old id. */
async function findItem(tools: MomentumTools, content: readonly ContentCategory[], text: string): Promise<OldReference> {
  const wanted = storedInteger(text);
  const items = (await showContent(tools, content)).flatMap((category) => category.items);
  const found = items.find(({ row: item }) => typeof wanted === "bigint" && item["item_id"] === Number(wanted));
  return found ? { id: found.id } : { names: toTaggedJson(wanted) };
}

/** Compared exactly; empty means all. */
function isWanted(type: LegacyRequest["query"][string], of: OldRow[string] | undefined): boolean {
  return type === undefined || type === "" || type === of;
}

const isStatus = (value: unknown): value is ItemStatus => ItemStatus.safeParse(value).success;

export const checklistRows = [
  row("GET /api/checklist/categories", {
    summary: "The checklist's categories in their order.",
    access: readsChecklist,
    calls: (call) => call.checklists.content,
    input: () => ({}),
    answer: async (content, { request: { query }, tools }) => {
      const shown = await showContent(tools, content);
      return {
        success: true,
        categories: shown.map((category) => category.row).filter(({ type }) => isWanted(query["type"], type)),
      };
    },
    refusals: { PERMISSION_MISSING: RESTAURANT_REQUIRED },
    failed: failureReply(500, "Failed to fetch categories"),
    divergences: OPENED,
  }),

  row("GET /api/checklist/items/:categoryId", {
    summary: "The items of a category in their order.",
    access: readsChecklist,
    calls: readItems,
    answer: async (rows, { request: { params }, tools: { ids } }) => {
      const category = storedInteger(params.categoryId);
      const wanted = typeof category === "bigint" ? Number(category) : category;
      const shown = await toOldRows({ ids, mapping: checklistItems, rows });
      const items = shown.filter((item) => item["category_id"] === wanted);
      return { success: true, items: inOldOrder(items, { column: "order_in_category", order: "asc", id: "item_id" }) };
    },
    refusals: { PERMISSION_MISSING: RESTAURANT_REQUIRED },
    failed: failureReply(500, "Failed to fetch items"),
    divergences: OPENED,
  }),

  row("GET /api/checklist/status/:restaurantId", {
    summary: "What the restaurant has said about items.",
    access: atChecklistInPath,
    calls: readChecklist,
    input: readFor,
    answer: ({ categories, answers }) => {
      const statuses = categories.flatMap(({ row: category, items }) =>
        items.flatMap(({ id, row: item }) => {
          const answer = answers.get(id);
          if (!answer) return [];
          const { category_id, name: category_name, type: category_type } = category;
          return [{ ...answer, title: item["title"] ?? null, category_id, category_name, category_type } as OldRow];
        }),
      );
      return { success: true, statuses: inOldOrder(statuses, { column: "item_id", order: "asc", id: "status_id" }) };
    },
    refusals: { PERMISSION_MISSING: RESTAURANT_REQUIRED },
    failed: failureReply(500, "Failed to fetch status"),
    divergences: OWN,
  }),

  row("PUT /api/checklist/status/:restaurantId/:itemId", {
    summary: "Says how far the restaurant is with an item. The answer gets a new id each time; notes not sent are lost.",
    access: atChecklistInPath,
    withoutBody: failureReply(500, "Internal server error"),
    calls: setStatus,
    input: async ({ request: { params, body }, who: { restaurant }, call, tools }) => {
      const { status, notes } = fieldsOf(body);
      if (!isStatus(status) || restaurant === null) throw new LegacyRefusal(STATUS_INVALID);
      const item = await findItem(tools, await call.checklists.content({}), params.itemId);
      if (!("id" in item) && !tools.isOpen("checklist")) throw new LegacyRefusal(ITEM_UNKNOWN);
      return { restaurant, item, status, notes: notes ? storedText(notes) : null };
    },
    answer: async (stored, { tools: { ids } }) => ({
      success: true,
      message: "Status updated successfully",
      statusId: "oldId" in stored ? stored.oldId : await ids.renew(restaurantChecklistStatus.kind, stored.id),
    }),
    refusals: { PERMISSION_MISSING: RESTAURANT_REQUIRED, CHECKLIST_ITEM_NOT_FOUND: ITEM_UNKNOWN },
    failed: failureReply(500, "Failed to update status"),
    divergences: [...OWN, "momentum-unknown-item", "momentum-unstorable-text"],
  }),

  row("GET /api/checklist/progress/:restaurantId", {
    summary: "How far the restaurant is, by type.",
    access: atChecklistInPath,
    calls: readChecklist,
    input: readFor,
    answer: ({ categories, answers }, { request: { query } }) => {
      const progress = showProgress(categories, answers);
      return {
        success: true,
        progress: Object.fromEntries(Object.entries(progress).filter(([type]) => isWanted(query["type"], type))),
      };
    },
    refusals: { PERMISSION_MISSING: RESTAURANT_REQUIRED },
    failed: failureReply(500, "Failed to calculate progress"),
    divergences: OWN,
  }),

  row("GET /api/checklist/categories-with-items", {
    summary: "The whole checklist with what a restaurant has said about it.",
    access: atChecklistInQuery,
    calls: readChecklist,
    input: readFor,
    answer: ({ categories, answers }, { request: { query } }) => {
      const wanted = categories.filter(({ row: { type } }) => isWanted(query["type"], type));
      return {
        success: true,
        categories: wanted.map(({ row: category, items }) => ({
          ...category,
          items: items.map(({ id, row: item }) => {
            const { status = null, notes = null, last_updated_at = null } = answers.get(id) ?? {};
            return { ...item, status, notes, status_updated_at: last_updated_at };
          }),
        })),
      };
    },
    refusals: { PERMISSION_MISSING: RESTAURANT_REQUIRED },
    failed: failureReply(500, "Failed to fetch categories"),
    divergences: OWN,
  }),
];

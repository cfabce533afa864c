import { AppError, type ContentCategory, type ContentItem } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { readWholeContent } from "./content.ts";

/** The category, also when it is archived. Throws `CHECKLIST_CATEGORY_NOT_FOUND`. */
export async function getCategory(tx: Db, id: string): Promise<ContentCategory> {
  const found = (await readWholeContent(tx)).find((category) => category.id === id);
  if (found) return found;
  throw new AppError({ code: "NOT_FOUND", reason: "CHECKLIST_CATEGORY_NOT_FOUND", message: "This category does not exist." });
}

/** The item, also when it is archived. Throws `CHECKLIST_ITEM_NOT_FOUND`. */
export async function getItem(tx: Db, id: string): Promise<ContentItem> {
  const items = (await readWholeContent(tx)).flatMap((category) => category.items);
  const found = items.find((item) => item.id === id);
  if (found) return found;
  throw new AppError({ code: "NOT_FOUND", reason: "CHECKLIST_ITEM_NOT_FOUND", message: "This item does not exist." });
}

/** The item's parts, their parts, and so on, each once: imported items may be parts of each other. */
export function partsOf(items: readonly ContentItem[], id: string): ContentItem[] {
  const byParent = Map.groupBy(items, ({ parentItemId }) => parentItemId);
  const seen = new Set([id]);
  const parts: ContentItem[] = [];
  const queue = [id];
  for (let parent = queue.shift(); parent !== undefined; parent = queue.shift()) {
    for (const part of byParent.get(parent) ?? []) {
      if (seen.has(part.id)) continue;
      seen.add(part.id);
      parts.push(part);
      queue.push(part.id);
    }
  }
  return parts;
}

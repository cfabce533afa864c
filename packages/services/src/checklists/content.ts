import type { ContentCategory, ContentItem, GetContentInput } from "@causeway/contract";
import { type Db, rememberUntilCommit } from "@causeway/db";
import { asc } from "drizzle-orm";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";

async function read(db: Db): Promise<readonly ContentCategory[]> {
  const { checklistCategory: category, checklistItem: item } = db.tables;
  const [categories, items] = await Promise.all([
    db
      .select({
        id: category.id,
        name: category.name,
        description: category.description,
        icon: category.icon,
        type: category.type,
        position: category.position,
        createdAt: category.createdAt,
        archivedAt: category.archivedAt,
      })
      .from(category)
      .orderBy(asc(category.position), asc(category.id)),
    db
      .select({
        id: item.id,
        categoryId: item.categoryId,
        parentItemId: item.parentItemId,
        title: item.title,
        description: item.description,
        guidanceLink: item.guidanceLink,
        position: item.position,
        isCritical: item.isCritical,
        createdAt: item.createdAt,
        archivedAt: item.archivedAt,
      })
      .from(item)
      .orderBy(asc(item.position), asc(item.id)),
  ]);
  const inCategory = items.flatMap((row): ContentItem[] =>
    row.categoryId === null ? [] : [{ ...row, categoryId: row.categoryId }],
  );
  const byCategory = Map.groupBy(inCategory, ({ categoryId }) => categoryId);
  return categories.map((row) => ({ ...row, items: byCategory.get(row.id) ?? [] }));
}

const remembered = rememberUntilCommit((db) => read(db));

/** All categories with their items, in their order, archived ones included. Not to be changed: it is shared. */
export const readWholeContent = (db: Db): Promise<readonly ContentCategory[]> => remembered(db, "");

/** What is on the checklist at the moment. */
export async function readContent(db: Db): Promise<ContentCategory[]> {
  const whole = await readWholeContent(db);
  const isThere = ({ archivedAt }: { archivedAt: Date | null }) => archivedAt === null;
  return whole.filter(isThere).map((category) => ({ ...category, items: category.items.filter(isThere) }));
}

/** The checklist without anybody's answers, in its order. What is archived is shown to those who may edit it. */
export async function getChecklistContent(ctx: Ctx, input: GetContentInput): Promise<ContentCategory[]> {
  requirePermission(ctx, input.withArchived ? "checklist:edit" : "checklist:read");
  const content = input.withArchived ? await readWholeContent(ctx.db) : await readContent(ctx.db);
  return content.filter(({ type }) => input.type === undefined || input.type === type);
}

/** Where changes of the checklist itself are announced. */
export const CONTENT_TOPIC = "checklist-content";

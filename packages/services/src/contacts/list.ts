import type { Contact, ListContactsInput, Page } from "@causeway/contract";
import { containsPattern, type PageKey, paginate } from "@causeway/db";
import { and, eq, exists, isNotNull, lte, or, sql } from "drizzle-orm";
import { getAccessibleRestaurant } from "../restaurants/internal.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { contactColumns, describeContact, ofContact } from "./internal.ts";
import { lastLapsedDay } from "./lapsed.ts";

type Row = Omit<Contact, "isLapsed">;

function sortKey(ctx: Ctx, { sort, order }: Pick<ListContactsInput, "sort" | "order">): PageKey<Row> {
  const { contact } = ctx.db.tables;
  if (sort === "lastOrderOn") return { column: contact.lastOrderOn, order, value: (row) => row.lastOrderOn };
  if (sort === "createdAt") return { column: contact.createdAt, order, value: (row) => row.createdAt };
  return { column: ctx.db.fn.bytewise(contact.name), order, value: (row) => row.name };
}

/** Part of the name, the number as it is stored or as digits, or the e-mail address. */
function matches(ctx: Ctx, search: string | undefined) {
  const text = search?.trim() ?? "";
  if (text === "") return undefined;
  const { contact } = ctx.db.tables;
  const digits = text.replace(/[\s()-]/g, "");
  const like = (column: typeof contact.name | typeof contact.email, part: string) =>
    ctx.db.fn.likeAscii(column, containsPattern(part));
  return or(like(contact.name, text), like(contact.email, text), /^\+?\d+$/.test(digits) ? like(contact.phone, digits) : undefined);
}

/** A restaurant's customers, by name unless told. Throws `RESTAURANT_NOT_FOUND`. */
export async function listContacts(ctx: Ctx, input: ListContactsInput): Promise<Page<Contact>> {
  requirePermission(ctx, "contact:read");
  const { id: restaurantId } = await getAccessibleRestaurant(ctx, input.restaurantId, "contact:read-any");
  const { contact, contactImportMember: member, smsOptOut } = ctx.db.tables;
  const { where, orderBy, limit, page } = paginate<Row>({
    keys: [sortKey(ctx, input), { column: contact.id, order: input.order, value: (row) => row.id }],
    cursor: input.cursor,
    limit: input.limit,
  });
  const onList =
    input.importId === undefined
      ? undefined
      : exists(
          ctx.db
            .select({ one: sql`1` })
            .from(member)
            .where(and(eq(member.importId, input.importId), eq(member.contactId, contact.id))),
        );
  const rows = await ctx.db
    .select(contactColumns(ctx))
    .from(contact)
    .leftJoin(smsOptOut, ofContact(ctx))
    .where(
      and(
        eq(contact.restaurantId, restaurantId),
        input.filter === "lapsed" ? lte(contact.lastOrderOn, lastLapsedDay(ctx.clock())) : undefined,
        input.filter === "opted-out" ? isNotNull(smsOptOut.phone) : undefined,
        onList,
        matches(ctx, input.search),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit);
  const { items, nextCursor } = page(rows);
  return { items: items.map((row) => describeContact(ctx, row)), nextCursor };
}

import { AppError, type ContactImport, type Permission } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { can } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";

/** Where the progress of a list is announced. */
export const importTopic = (importId: string) => `contact-import:${importId}`;

/** The columns a `ContactImport` is made of; join `storedFile` by the file's id. */
function importColumns(db: Db) {
  const { contactImport, contactImportError: refusal, storedFile } = db.tables;
  const { id, restaurantId, fileName, state, rows, accepted, refused, failure, createdAt, finishedAt } = contactImport;
  const open = db
    .select({ count: sql<number>`count(*)`.mapWith(Number).as("count") })
    .from(refusal)
    .where(and(eq(refusal.importId, contactImport.id), isNull(refusal.resolvedAt)));
  return {
    id,
    restaurantId,
    fileName,
    state,
    rows,
    accepted,
    refused,
    openErrors: sql<number>`(${open})`.mapWith(Number),
    bytesRead: contactImport.bytesRead,
    size: storedFile.size,
    failure,
    createdAt,
    finishedAt,
  };
}

type ImportRow = Omit<ContactImport, "progress"> & { bytesRead: number; size: number | null };

export function describeImport({ bytesRead, size, ...row }: ImportRow): ContactImport {
  const progress = row.state === "reading" ? Math.min(1, bytesRead / Math.max(1, size ?? 1)) : 1;
  return { ...row, progress };
}

export function selectImports(db: Db, where: SQL | undefined) {
  const { contactImport, restaurant, storedFile } = db.tables;
  return db
    .select({ ...importColumns(db), ownerUserId: restaurant.ownerUserId })
    .from(contactImport)
    .innerJoin(restaurant, eq(restaurant.id, contactImport.restaurantId))
    .leftJoin(storedFile, eq(storedFile.id, contactImport.fileId))
    .where(where);
}

/** The import, if its restaurant is the caller's or the caller holds `anyPermission`. Throws `IMPORT_NOT_FOUND`. */
export async function getAccessibleImport(tx: Db, ctx: Ctx, id: string, anyPermission: Permission): Promise<ContactImport> {
  const [found] = await selectImports(tx, eq(tx.tables.contactImport.id, id));
  const isOwner = ctx.principal.kind === "user" && found?.ownerUserId === ctx.principal.userId;
  if (!found || !(isOwner || can(ctx, anyPermission))) {
    throw new AppError({ code: "NOT_FOUND", reason: "IMPORT_NOT_FOUND", message: "This customer list does not exist." });
  }
  const { ownerUserId: _, ...row } = found;
  return describeImport(row);
}

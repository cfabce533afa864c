import type { FindByOldIdInput, FoundId } from "@causeway/contract";
import { and, eq, sql } from "drizzle-orm";
import type { Ctx } from "../runtime/context.ts";
import { prepareOnce } from "../runtime/prepare-once.ts";

const statementOf = prepareOnce((db) => {
  const { legacyRecord: record } = db.tables;
  return db
    .select({ id: record.newId })
    .from(record)
    .where(
      and(
        eq(record.system, sql.placeholder("system")),
        eq(record.kind, sql.placeholder("kind")),
        eq(record.oldId, sql.placeholder("oldId")),
      ),
    )
    .prepare("find_by_old_id");
});

/** The new id of a row by its old one; null for one that was never given out. */
export async function findByOldId(ctx: Pick<Ctx, "db">, { of, oldId }: FindByOldIdInput): Promise<FoundId> {
  const [row] = await statementOf(ctx.db).execute({ system: of.system, kind: of.kind, oldId });
  return row ?? null;
}

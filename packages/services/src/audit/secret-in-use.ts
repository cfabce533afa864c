import { desc, isNotNull } from "drizzle-orm";
import type { Ctx } from "../runtime/context.ts";
import { recordAudit } from "./record.ts";

const LATEST = 100;

async function latestSignatures({ db }: Pick<Ctx, "db">, limit: number): Promise<string[]> {
  const { auditEvent } = db.tables;
  const rows = await db
    .select({ mac: auditEvent.mac })
    .from(auditEvent)
    .where(isNotNull(auditEvent.mac))
    .orderBy(desc(auditEvent.at), desc(auditEvent.id))
    .limit(limit);
  return rows.flatMap(({ mac }) => mac ?? []);
}

/** False when a database has signed events and the latest are all of a secret that is not known here. */
export async function isSecretOfDatabase(ctx: Pick<Ctx, "db" | "auditKeys">): Promise<boolean> {
  const signatures = await latestSignatures(ctx, LATEST);
  return signatures.length === 0 || signatures.some((signature) => ctx.auditKeys.ageOf(signature) !== "unknown");
}

/** Records that events are signed with another secret than before, once. For the start of a server. */
export async function noteSecret(ctx: Ctx): Promise<void> {
  const [latest] = await latestSignatures(ctx, 1);
  if (latest === undefined || ctx.auditKeys.ageOf(latest) === "current") return;
  await recordAudit(ctx.db, ctx, {
    action: "secret.replace",
    details: { earlierIsKnown: ctx.auditKeys.ageOf(latest) === "previous" },
  });
}

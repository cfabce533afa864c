import { recordAudit } from "../../audit/record.ts";
import type { Ctx } from "../../runtime/context.ts";

/** A window that would end later than it was last allowed to, or never. */
export interface UnaskedExtension {
  system: string;
  /** The last day as it was. */
  kept: string;
  /** The last day now; null for none. */
  asked: string | null;
}

/**
 * Remembers when each window ends, so that nobody makes it longer by mistake: an earlier day holds at once, a later one only
 * where `extend` says the same. Gives back those that are later without; nothing of them is remembered.
 */
export async function keepWindowEnds(ctx: Ctx): Promise<UnaskedExtension[]> {
  // Without a key and without a day nothing is honoured, so nothing is extended.
  const windows = [...ctx.tokenWindows.values()].filter(({ keys, until }) => keys.size > 0 || until !== null);
  return ctx.db.transaction(async (tx) => {
    const { legacyTokenWindow: table } = tx.tables;
    const kept = new Map(
      (await tx.select({ system: table.system, until: table.until }).from(table)).map((row) => [row.system, row.until]),
    );
    const refused: UnaskedExtension[] = [];
    for (const { system, until, extend } of windows) {
      const before = kept.get(system) ?? null;
      if (before === until) continue;
      const isLater = before !== null && (until === null || until > before);
      if (before !== null && isLater && (until === null || extend !== until)) refused.push({ system, kept: before, asked: until });
      else if (until !== null) {
        const setAt = ctx.clock();
        await tx.insert(table).values({ system, until, setAt }).onConflictDoUpdate({ target: table.system, set: { until, setAt } });
        const subject = { type: "legacy-system", id: system };
        await recordAudit(tx, ctx, { action: "legacy-token.set-window", subject, details: { until, before } });
      }
    }
    return refused;
  });
}

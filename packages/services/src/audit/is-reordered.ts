import { asc, gt } from "drizzle-orm";
import type { Ctx } from "../runtime/context.ts";
import { type AuditLinkRow, canonicalLink } from "./link.ts";

const CHUNK = 5000;

/** True when what was written at the place of a wrong link now stands at another place. Reads the whole chain. */
export async function isReordered(ctx: Ctx, wrong: AuditLinkRow, previousHash: string): Promise<boolean> {
  const { auditLink } = ctx.db.tables;
  for (let after = 0; ;) {
    const links = await ctx.db
      .select()
      .from(auditLink)
      .where(gt(auditLink.sequence, after))
      .orderBy(asc(auditLink.sequence))
      .limit(CHUNK);
    const isHere = (link: AuditLinkRow) => {
      const text = canonicalLink({ ...link, sequence: wrong.sequence }, previousHash);
      return [link.chainHash, wrong.chainHash].some((hash) => ctx.auditKeys.check(text, hash) === "right");
    };
    if (links.some(isHere)) return true;
    const last = links.at(-1);
    if (!last) return false;
    after = last.sequence;
  }
}

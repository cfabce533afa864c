import type { CountCampaignsInput, JsonValue, RowCount } from "@causeway/contract";
import { containsPattern } from "@causeway/db";
import { and, count, eq, gte, isNull, not, or, sql } from "drizzle-orm";
import { getAccessibleRestaurant } from "../restaurants/internal.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** What an unreadable old date was imported as. */
const UNREADABLE = new Date(0);

/**
 * Campaigns whose old text of creation is not before `since` in ISO form, compared as text, as old servers did that keep
 * instants as text: a space sorts before `T`, so of the day of `since` itself only ISO text can count.
 */
export async function countCampaignsSince(ctx: Ctx, input: CountCampaignsInput): Promise<RowCount> {
  const { restaurantId } = input;
  requirePermission(ctx, restaurantId === undefined ? "platform:read" : "campaign:read");
  if (restaurantId !== undefined) await getAccessibleRestaurant(ctx, restaurantId, "campaign:read-any");
  const [plain, special] = await Promise.all([countPlain(ctx, input), listSpecial(ctx, input)]);
  const since = input.since.toISOString();
  const counted = special.filter(({ originals, createdAt }) => {
    const kept = originals?.[input.column];
    return kept === undefined ? createdAt >= dayAfter(input.since) : isNotBefore(kept, since);
  });
  return { count: plain + counted.length };
}

/** As SQLite compares: NULL and numbers come before all text, text goes by its bytes, and other bytes come last. */
function isNotBefore(kept: JsonValue, text: string): boolean {
  if (typeof kept === "string") return Buffer.compare(Buffer.from(kept), Buffer.from(text)) >= 0;
  if (typeof kept !== "object" || kept === null || Array.isArray(kept)) return false;
  if ("$blob" in kept) return true;
  const { $text: unreadable } = kept;
  return typeof unreadable === "string" && Buffer.compare(Buffer.from(unreadable, "base64"), Buffer.from(text)) >= 0;
}

const startOfDay = (at: Date) => at.getTime() - (at.getTime() % DAY_MS);
const dayAfter = (at: Date) => new Date(startOfDay(at) + DAY_MS);

/** The row's old text was kept, or at least something that looks so. Not asked as JSON: Postgres cannot read all of it. */
function conditions({ db }: Ctx, { of, column, restaurantId }: CountCampaignsInput) {
  const { campaign, legacyRecord: record } = db.tables;
  return {
    isKnown: and(eq(record.system, of.system), eq(record.kind, of.kind), eq(record.newId, campaign.id)),
    isWanted: restaurantId === undefined ? undefined : eq(campaign.restaurantId, restaurantId),
    isSpecial: db.fn.likeAscii(sql`cast(${record.originals} as text)`, containsPattern(`"${column}"`)),
  };
}

/** Those written as `YYYY-MM-DD HH:MM:SS`. */
async function countPlain(ctx: Ctx, input: CountCampaignsInput): Promise<number> {
  const { campaign, legacyRecord: record } = ctx.db.tables;
  const { isKnown, isWanted, isSpecial } = conditions(ctx, input);
  const [row] = await ctx.db
    .select({ count: count() })
    .from(campaign)
    .leftJoin(record, isKnown)
    .where(and(isWanted, gte(campaign.createdAt, dayAfter(input.since)), or(isNull(record.originals), not(isSpecial))));
  return row?.count ?? 0;
}

/** Those written otherwise; text that says another zone is up to a day away from its instant. */
async function listSpecial(ctx: Ctx, input: CountCampaignsInput) {
  const { campaign, legacyRecord: record } = ctx.db.tables;
  const { isKnown, isWanted, isSpecial } = conditions(ctx, input);
  const from = new Date(startOfDay(input.since) - DAY_MS);
  return (
    ctx.db
      .select({ createdAt: campaign.createdAt, originals: record.originals })
      .from(campaign)
      // An outer join, so that no database begins with all records instead of the few campaigns.
      .leftJoin(record, isKnown)
      .where(and(isWanted, isSpecial, or(gte(campaign.createdAt, from), eq(campaign.createdAt, UNREADABLE))))
  );
}

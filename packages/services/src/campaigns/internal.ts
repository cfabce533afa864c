import {
  actionsOf,
  AdDetails,
  AppError,
  type Campaign,
  type CampaignDetail,
  type CampaignType,
  type JsonValue,
  type Permission,
  SmsDetails,
} from "@causeway/contract";
import type { Db } from "@causeway/db";
import { desc, eq } from "drizzle-orm";
import { can } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";

/** The columns of a `Campaign`. */
export function campaignColumns(ctx: Pick<Ctx, "db">) {
  const { id, restaurantId, type, status, name, details, budgetMinor, createdAt, updatedAt } = ctx.db.tables.campaign;
  return { id, restaurantId, type, status, name, details, budgetMinor, createdAt, updatedAt };
}

export function newestFirst(ctx: Pick<Ctx, "db">) {
  const { campaign } = ctx.db.tables;
  return [desc(campaign.createdAt), desc(campaign.id)];
}

/** Where changes of a campaign, and of its messages, are announced. */
export const campaignTopic = (campaignId: string) => `campaign:${campaignId}`;

/** A campaign with all it has. */
export type StoredCampaign = Campaign &
  Pick<CampaignDetail, "promoCode" | "pictureFileId" | "scheduledAt" | "launchedAt" | "finishedAt" | "failure"> & {
    externalId: string | null;
  };

function storedColumns(db: Db) {
  const { promoCode, pictureFileId, externalId, scheduledAt, launchedAt, finishedAt, failure } = db.tables.campaign;
  return { ...campaignColumns({ db }), promoCode, pictureFileId, externalId, scheduledAt, launchedAt, finishedAt, failure };
}

export async function findCampaign(db: Db, id: string): Promise<StoredCampaign | null> {
  const { campaign } = db.tables;
  const [row] = await db.select(storedColumns(db)).from(campaign).where(eq(campaign.id, id));
  return row ?? null;
}

const notFound = () => new AppError({ code: "NOT_FOUND", reason: "CAMPAIGN_NOT_FOUND", message: "This campaign does not exist." });

/** The campaign, if its restaurant is the caller's or the caller holds `anyPermission`. Throws `CAMPAIGN_NOT_FOUND`. */
export async function getAccessibleCampaign(tx: Db, ctx: Ctx, id: string, anyPermission: Permission): Promise<StoredCampaign> {
  const { campaign, restaurant } = tx.tables;
  const [found] = await tx
    .select({ ...storedColumns(tx), ownerUserId: restaurant.ownerUserId })
    .from(campaign)
    .leftJoin(restaurant, eq(restaurant.id, campaign.restaurantId))
    .where(eq(campaign.id, id));
  const isOwner = ctx.principal.kind === "user" && found?.ownerUserId === ctx.principal.userId;
  if (!found || !(isOwner || can(ctx, anyPermission))) throw notFound();
  const { ownerUserId: _, ...row } = found;
  return row;
}

/** What an ad keeps in its details; null for an imported one of another shape. */
export function readAdDetails(details: JsonValue | null): AdDetails | null {
  return AdDetails.safeParse(details).data ?? null;
}

export function readSmsDetails(details: JsonValue | null): SmsDetails | null {
  return SmsDetails.safeParse(details).data ?? null;
}

export function describeCampaign({ externalId, ...row }: StoredCampaign): CampaignDetail {
  return {
    ...row,
    isWithChannel: externalId !== null,
    ad: row.type === "ad" ? readAdDetails(row.details) : null,
    sms: row.type === "sms" ? readSmsDetails(row.details) : null,
    actions: actionsOf(row.status),
  };
}

/** Throws `CAMPAIGN_TYPE` for a campaign of another kind. */
export function requireType(campaign: Pick<Campaign, "type">, type: CampaignType): void {
  if (campaign.type === type) return;
  throw new AppError({
    code: "CONFLICT",
    reason: "CAMPAIGN_TYPE",
    message:
      type === "ad" ? "This is for ads; the campaign sends text messages." : "This is for text messages; the campaign is an ad.",
  });
}

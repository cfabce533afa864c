import type { AccountData } from "@causeway/contract";
import { and, desc, eq, inArray, isNull, or } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { findOldAccounts } from "../crossings/old-tokens/find-old-accounts.ts";
import { requireRecentProof } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";

/** Of each list; more is in the lists themselves, page by page. */
const MAX_ROWS = 10_000;

/** Everything that is stored about the caller, without what guards the account. Throws `PROOF_NEEDED`. */
export async function exportMyData(ctx: Ctx): Promise<AccountData> {
  const { userId } = await requireRecentProof(ctx);
  await recordAudit(ctx.db, ctx, { action: "user.export", subject: { type: "user", id: userId } });
  const restaurants = await restaurantsOf(ctx, userId);
  return {
    exportedAt: ctx.clock(),
    user: await userOf(ctx, userId),
    restaurants,
    ...(await belongingsOf(
      ctx,
      userId,
      restaurants.map(({ id }) => id),
    )),
    ...(await traceOf(ctx, userId)),
    ...(await waysInOf(ctx, userId)),
  };
}

async function userOf({ db }: Ctx, userId: string): Promise<AccountData["user"]> {
  const { user, totpFactor } = db.tables;
  const { id, email, displayName, roleKey: role, createdAt, emailVerifiedAt, passwordChangedAt } = user;
  const [row] = await db
    .select({
      id,
      email,
      displayName,
      role,
      createdAt,
      emailVerifiedAt,
      passwordChangedAt,
      secondFactorSince: totpFactor.confirmedAt,
    })
    .from(user)
    .leftJoin(totpFactor, eq(totpFactor.userId, id))
    .where(eq(id, userId));
  if (!row) throw new Error("the user of an open session is gone");
  return row;
}

async function restaurantsOf({ db }: Ctx, userId: string): Promise<AccountData["restaurants"]> {
  const { restaurant, contact } = db.tables;
  const { id, name, address, phone, createdAt } = restaurant;
  return db
    .select({ id, name, address, phone, createdAt, contacts: db.$count(contact, eq(contact.restaurantId, id)) })
    .from(restaurant)
    .where(eq(restaurant.ownerUserId, userId))
    .orderBy(desc(createdAt))
    .limit(MAX_ROWS);
}

async function belongingsOf(
  { db }: Ctx,
  userId: string,
  restaurantIds: string[],
): Promise<Pick<AccountData, "campaigns" | "files" | "oldAccounts">> {
  const { campaign, storedFile } = db.tables;
  const isTheirs = or(eq(storedFile.ownerUserId, userId), inArray(storedFile.restaurantId, restaurantIds));
  return {
    campaigns: await db
      .select({
        id: campaign.id,
        restaurantId: campaign.restaurantId,
        name: campaign.name,
        type: campaign.type,
        status: campaign.status,
        createdAt: campaign.createdAt,
      })
      .from(campaign)
      .where(inArray(campaign.restaurantId, restaurantIds))
      .orderBy(desc(campaign.createdAt))
      .limit(MAX_ROWS),
    files: await db
      .select({
        id: storedFile.id,
        name: storedFile.name,
        mediaType: storedFile.mediaType,
        size: storedFile.size,
        createdAt: storedFile.createdAt,
      })
      .from(storedFile)
      .where(and(isTheirs, isNull(storedFile.deletedAt)))
      .orderBy(desc(storedFile.createdAt))
      .limit(MAX_ROWS),
    oldAccounts: await findOldAccounts(db, userId),
  };
}

async function traceOf({ db }: Ctx, userId: string): Promise<Pick<AccountData, "signIns" | "mails" | "events">> {
  const { signInAttempt: attempt, mailMessage: mail, auditEvent: event } = db.tables;
  const isAbout = or(
    eq(event.actorUserId, userId),
    eq(event.actingForUserId, userId),
    and(eq(event.subjectType, "user"), eq(event.subjectId, userId)),
  );
  const { id, at, door, result, reason, ip, userAgent } = attempt;
  return {
    signIns: await db
      .select({ id, at, door, result, reason, ip, userAgent })
      .from(attempt)
      .where(eq(attempt.userId, userId))
      .orderBy(desc(at))
      .limit(MAX_ROWS),
    mails: await db
      .select({ id: mail.id, recipient: mail.recipient, subject: mail.subject, createdAt: mail.createdAt })
      .from(mail)
      .where(eq(mail.userId, userId))
      .orderBy(desc(mail.createdAt))
      .limit(MAX_ROWS),
    events: await db
      .select({ id: event.id, at: event.at, action: event.action, result: event.result, ip: event.ip })
      .from(event)
      .where(isAbout)
      .orderBy(desc(event.at))
      .limit(MAX_ROWS),
  };
}

async function waysInOf({ db }: Ctx, userId: string): Promise<Pick<AccountData, "sessions" | "trustedDevices" | "apiKeys">> {
  const { session, trustedDevice: device, apiKey: key } = db.tables;
  const { id, createdAt, lastUsedAt, endedAt, ip, userAgent, deviceName } = session;
  return {
    sessions: await db
      .select({ id, createdAt, lastUsedAt, endedAt, ip, userAgent, deviceName })
      .from(session)
      .where(eq(session.userId, userId))
      .orderBy(desc(createdAt))
      .limit(MAX_ROWS),
    trustedDevices: await db
      .select({
        id: device.id,
        createdAt: device.createdAt,
        lastUsedAt: device.lastUsedAt,
        ip: device.ip,
        userAgent: device.userAgent,
      })
      .from(device)
      .where(eq(device.userId, userId))
      .limit(MAX_ROWS),
    apiKeys: await db
      .select({
        id: key.id,
        name: key.name,
        prefix: key.prefix,
        createdAt: key.createdAt,
        lastUsedAt: key.lastUsedAt,
        revokedAt: key.revokedAt,
      })
      .from(key)
      .where(eq(key.userId, userId))
      .limit(MAX_ROWS),
  };
}

import { type CampaignStatus, type CampaignType, emailKey } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { createRestaurant, createUser } from "../identity/create-account.ts";
import { daysBefore, lastDays } from "../restaurants/days.ts";
import type { Ctx } from "../runtime/context.ts";
import { CHECKLIST_CONTENT } from "./checklist-content.ts";

export interface DemoAccount {
  email: string;
  password: string;
  role: "admin" | "restaurant";
}

const PASSWORD = "low-tide-crossing";

/** The accounts of the demo data. Shown on the sign-in page of a demo server; never made anywhere else. */
export const DEMO_ACCOUNTS: DemoAccount[] = [
  { email: "owner@demo.example", password: PASSWORD, role: "restaurant" },
  { email: "admin@demo.example", password: PASSWORD, role: "admin" },
];

const RESTAURANTS = [
  { owner: "owner@demo.example", name: "The Salt Road", address: "4 Harbour Steps", phone: "+44 20 7946 0101" },
  { owner: "mira@demo.example", name: "Gull & Anchor", address: "12 Quay Street", phone: "+44 20 7946 0102" },
  { owner: "tomas@demo.example", name: "Low Water Kitchen", address: "1 Ferry Lane", phone: null },
  { owner: "ines@demo.example", name: "Marram", address: "The Dunes", phone: "+44 20 7946 0104" },
  { owner: "jon@demo.example", name: "Causeway Café", address: null, phone: "+44 20 7946 0105" },
];

const CAMPAIGNS: { name: string; type: CampaignType; status: CampaignStatus; budgetMinor: number | null; ageDays: number }[] = [
  { name: "Oyster hour, weekdays", type: "ad", status: "active", budgetMinor: 2500, ageDays: 26 },
  { name: "We miss you: a glass on the house", type: "sms", status: "active", budgetMinor: null, ageDays: 12 },
  { name: "Sunday roast for four", type: "ad", status: "active", budgetMinor: 4000, ageDays: 5 },
  { name: "New autumn menu", type: "ad", status: "completed", budgetMinor: 3000, ageDays: 40 },
  { name: "Quiz night reminder", type: "sms", status: "paused", budgetMinor: null, ageDays: 18 },
  { name: "Christmas parties", type: "ad", status: "draft", budgetMinor: 10_000, ageDays: 1 },
];

/** A number from 0 to `below` − 1 that looks accidental and is the same every time. */
const scatter = (seed: number, below: number) => (Math.imul(seed + 1, 2_654_435_761) >>> 0) % below;

async function seedCampaigns(tx: Db, now: Date, restaurantId: string, seed: number): Promise<void> {
  const { campaign, campaignResult } = tx.tables;
  for (const [index, { ageDays, ...columns }] of CAMPAIGNS.entries()) {
    const createdAt = daysBefore(now, ageDays + scatter(seed * 13 + index, seed + 1));
    const [row] = await tx
      .insert(campaign)
      .values({ ...columns, restaurantId, details: { offer: columns.name }, createdAt, updatedAt: createdAt })
      .returning({ id: campaign.id });
    if (!row || columns.status === "draft") continue;
    const days = lastDays(now, Math.min(ageDays, 28));
    await tx.insert(campaignResult).values(
      days.map((day, at) => ({
        campaignId: row.id,
        day,
        newCustomers: columns.type === "ad" ? 2 + scatter(seed * 97 + index * 31 + at, 6) : 0,
        reengagedCustomers: columns.type === "sms" ? 1 + scatter(seed * 89 + index * 29 + at, 4) : 0,
      })),
    );
  }
}

async function seedChecklist(tx: Db, now: Date): Promise<void> {
  const { checklistCategory, checklistItem } = tx.tables;
  for (const [index, { items, ...category }] of CHECKLIST_CONTENT.entries()) {
    const [row] = await tx
      .insert(checklistCategory)
      .values({ ...category, position: index + 1, createdAt: now })
      .returning({ id: checklistCategory.id });
    if (!row) continue;
    await tx
      .insert(checklistItem)
      .values(
        items.map(([title, isCritical], at) => ({ categoryId: row.id, title, isCritical, position: at + 1, createdAt: now })),
      );
  }
}

/** Fills an empty database with five restaurants, their campaigns, a checklist and an administrator; all or nothing. */
export async function seedDemo(ctx: Ctx): Promise<DemoAccount[]> {
  const passwordHash = await ctx.passwords.hash(PASSWORD);
  const now = ctx.clock();
  await ctx.db.transaction(async (tx) => {
    await createUser(tx, ctx, { email: "admin@demo.example", emailKey: "admin@demo.example", passwordHash, role: "admin" });
    for (const [index, { owner, ...restaurant }] of RESTAURANTS.entries()) {
      const joined: Ctx = { ...ctx, clock: () => daysBefore(now, 58 - index * 11) };
      const { userId } = await createUser(tx, joined, {
        email: owner,
        emailKey: emailKey(owner),
        passwordHash,
        role: "restaurant",
      });
      const { restaurantId } = await createRestaurant(tx, joined, { ...restaurant, ownerUserId: userId });
      await seedCampaigns(tx, now, restaurantId, index);
    }
    await seedChecklist(tx, now);
  });
  return DEMO_ACCOUNTS;
}

/** True when nobody has an account yet. */
export async function isEmptyDatabase(db: Db): Promise<boolean> {
  return (await db.$count(db.tables.user)) === 0;
}

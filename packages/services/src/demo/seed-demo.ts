import { emailKey } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { eq } from "drizzle-orm";
import { insertStartingContent } from "../checklists/seed.ts";
import { createRestaurant, createUser } from "../identity/create-account.ts";
import { daysBefore } from "../restaurants/days.ts";
import type { Ctx } from "../runtime/context.ts";
import { seedCampaigns } from "./seed-campaigns.ts";
import { seedCustomers } from "./seed-customers.ts";

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

/** Where all of them are. */
const TIME_ZONE = "Europe/London";

/** Fills an empty database with five restaurants, their customers and campaigns, a checklist and an administrator; all or nothing. */
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
      const { restaurantId: id } = await createRestaurant(tx, joined, { ...restaurant, ownerUserId: userId });
      await tx.update(tx.tables.restaurant).set({ timeZone: TIME_ZONE }).where(eq(tx.tables.restaurant.id, id));
      const customers = await seedCustomers(tx, now, id, index);
      await seedCampaigns(tx, ctx, { ...restaurant, id, customers }, index);
    }
    await insertStartingContent(tx, now);
  });
  return DEMO_ACCOUNTS;
}

/** True when nobody has an account yet. */
export async function isEmptyDatabase(db: Db): Promise<boolean> {
  return (await db.$count(db.tables.user)) === 0;
}

import type { CreateSmsInput } from "@causeway/contract";
import type { Actor, TestApp } from "@causeway/testing";
import { eq, min } from "drizzle-orm";
import type { z } from "zod";

type More = Partial<z.input<typeof CreateSmsInput>>;

/** Lapsed customers of the restaurant, numbered from 1. */
export async function addCustomers(app: TestApp, owner: Actor, count: number): Promise<void> {
  await app.as(owner).contacts.importRows({
    restaurantId: owner.restaurantId,
    fileName: "customers.csv",
    rows: Array.from({ length: count }, (_, at) => ({
      customer_name: `Guest ${at + 1}`,
      phone_number: `555010${String(at + 1).padStart(4, "0")}`,
      last_order_date: "2025-06-01",
    })),
  });
}

/** A campaign to all lapsed customers at any hour, started unless told. */
export async function createCampaign(app: TestApp, owner: Actor, more: More = {}): Promise<string> {
  const { id } = await app.as(owner).campaigns.createSms({
    restaurantId: owner.restaurantId,
    offer: "Oysters for two.",
    quietHours: null,
    start: { kind: "now" },
    ...more,
  });
  return id;
}

/** How many messages are in each state, those that are in none left out. */
export async function countsOf(app: TestApp, owner: Actor, id: string): Promise<Record<string, number>> {
  const { messages } = await app.as(owner).campaigns.progress({ id });
  return Object.fromEntries(Object.entries(messages).filter(([, count]) => count > 0));
}

/** Lets time pass with all work that falls due, each when it does. */
export async function letPass(app: TestApp, minutes: number): Promise<void> {
  const { job } = app.db.tables;
  const end = new Date(app.clock().getTime() + minutes * 60_000);
  for (;;) {
    await app.runJobs();
    const [next] = await app.db
      .select({ at: min(job.runAt) })
      .from(job)
      .where(eq(job.state, "queued"));
    const at = next?.at && next.at < end ? next.at : end;
    app.clock.advance(Math.max(0, at.getTime() - app.clock().getTime()));
    if (at === end) break;
  }
  await app.runJobs();
}

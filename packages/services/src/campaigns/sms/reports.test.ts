import type { SmsReport } from "@causeway/providers";
import { type Actor, createTestApp, createTestClock, DIALECTS, type TestApp } from "@causeway/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createScriptedSms } from "../../../test/campaigns/scripted-sms.ts";
import { addCustomers, countsOf, createCampaign, letPass } from "../../../test/campaigns/sms-campaign.ts";
import { serviceContext } from "../../runtime/service-context.ts";
import { applyIncomingSms, readKeyword } from "./apply-incoming.ts";
import { applySmsReport, mergeReport, type ReportedState } from "./apply-report.ts";

const report = (id: string, status: SmsReport["status"], more: Partial<SmsReport> = {}): SmsReport => ({
  kind: "report",
  id,
  status,
  errorCode: null,
  costMicros: null,
  ...more,
});

const anyReport = fc.record({
  status: fc.constantFrom<SmsReport["status"]>("sent", "delivered", "failed"),
  errorCode: fc.option(fc.constantFrom("30003", "30005")),
  costMicros: fc.option(fc.constantFrom(7500, 15_000)),
});

describe("what reports add up to", () => {
  const sent: ReportedState = { status: "sent", errorCode: null, costMicros: null };

  it("J05 is the same in any order and with any repetition", () => {
    const reports = fc.array(anyReport, { maxLength: 6 });
    const shuffled = reports.chain((once) =>
      fc.tuple(fc.constant(once), fc.shuffledSubarray([...once, ...once], { minLength: once.length * 2 })),
    );
    fc.assert(
      fc.property(shuffled, ([inOrder, repeated]) => {
        expect(repeated.reduce(mergeReport, sent)).toEqual(inOrder.reduce(mergeReport, sent));
      }),
    );
  });

  it("J05 never takes a delivered message back", () => {
    const delivered: ReportedState = { status: "delivered", errorCode: null, costMicros: 7500 };
    fc.assert(
      fc.property(anyReport, (next) => {
        expect(mergeReport(delivered, next).status).toBe("delivered");
      }),
    );
  });
});

describe("the words of a reply", () => {
  it.each([
    ["STOP", "stop"],
    [" stop. ", "stop"],
    ["Unsubscribe!", "stop"],
    ["START", "start"],
    ["unstop", "start"],
    ["please stop by my table", null],
    ["STOP IT", null],
    ["", null],
  ] as const)("%j means %s", (body, expected) => {
    expect(readKeyword(body)).toBe(expected);
  });
});

describe.each(DIALECTS)("reports on %s", (dialect) => {
  async function createWorld(customers: number) {
    const clock = createTestClock();
    const sms = createScriptedSms(clock);
    const app = await createTestApp({ dialect, clock, providers: { sms } });
    const owner = await app.createActor();
    await addCustomers(app, owner, customers);
    const ctx = serviceContext(app.runtime, "test");
    return { app, owner, sms, ctx, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
  }
  const reply = (body: string, from = "+15550100001") => ({ kind: "incoming" as const, id: "SM9", from, to: "+15550199999", body });
  const optedOut = async (app: TestApp, owner: Actor) =>
    (await app.as(owner).contacts.list({ restaurantId: owner.restaurantId, filter: "opted-out" })).items.length;

  it("J05 in any order, twice, and fifty at once end as one in order would", async () => {
    await using world = await createWorld(3);
    const { app, owner, ctx } = world;
    const id = await createCampaign(app, owner);
    await app.runJobs();
    const reports = [
      report("SM1", "delivered", { costMicros: 7500 }),
      report("SM1", "sent"),
      report("SM2", "failed", { errorCode: "30003" }),
      report("SM2", "sent"),
      report("SM2", "failed", { errorCode: "30003" }),
    ];
    for (const one of reports) expect(await applySmsReport(ctx, one)).toBe(true);
    await Promise.all(Array.from({ length: 50 }, (_, at) => applySmsReport(ctx, report("SM3", at % 2 ? "sent" : "delivered"))));
    expect(await countsOf(app, owner, id)).toEqual({ total: 3, delivered: 2, failed: 1 });
    const { items } = await app.as(owner).campaigns.recipients({ id, status: "failed" });
    expect(items).toMatchObject([{ errorCode: "30003" }]);
  });

  it("of a message nobody knows are not taken, so that they come again", async () => {
    await using world = await createWorld(1);
    expect(await applySmsReport(world.ctx, report("SM404", "delivered"))).toBe(false);
  });

  it("J05 overtake the answer to the sending, and the message is found by our own id", async () => {
    await using world = await createWorld(1);
    const { app, owner, sms, ctx } = world;
    const { send } = sms;
    const { smsMessage } = app.db.tables;
    sms.send = async (message) => {
      const accepted = await send(message);
      const [row] = await app.db.select({ id: smsMessage.id }).from(smsMessage);
      expect(await applySmsReport(ctx, report(accepted.id, "delivered"), row?.id)).toBe(true);
      return accepted;
    };
    const id = await createCampaign(app, owner);
    await app.runJobs();
    expect(await countsOf(app, owner, id)).toEqual({ total: 1, delivered: 1 });
    const [row] = await app.db.select().from(smsMessage);
    expect(row).toMatchObject({ externalId: "SM1", costMicros: 7500, sentAt: app.clock() });
    expect((await app.as(owner).campaigns.get({ id })).status).toBe("completed");
  });

  it("settle what nobody knew: a message that was never answered for is delivered after all", async () => {
    await using world = await createWorld(1);
    const { app, owner, sms, ctx } = world;
    sms.answers = ["lose-answer"];
    const id = await createCampaign(app, owner);
    await app.runJobs();
    const [row] = await app.db.select().from(app.db.tables.smsMessage);
    expect(row?.status).toBe("unknown");
    expect(await applySmsReport(ctx, report("SM1", "sent"), row?.id)).toBe(true);
    expect(await countsOf(app, owner, id)).toEqual({ total: 1, sent: 1 });
  });

  it.each(["pause", "complete", "fail"] as const)("are asked for where the sending stops before its end: %s", async (how) => {
    await using world = await createWorld(25);
    const { app, owner, sms } = world;
    sms.answers = [...Array.from({ length: 19 }, () => "take" as const), "lose-answer", "down"];
    sms.findReport = async (id) => report(id, "delivered");
    const id = await createCampaign(app, owner);
    await app.runJobs();
    expect(await countsOf(app, owner, id)).toEqual({ total: 25, sent: 19, unknown: 1, queued: 5 });
    if (how !== "fail") await app.as(owner).campaigns[how]({ id });
    await letPass(app, how === "fail" ? 240 : 30);
    expect(await countsOf(app, owner, id)).toEqual({ total: 25, delivered: 20, queued: 5 });
    expect(sms.taken).toHaveLength(20);
  });

  it("STOP holds for every restaurant that knows the number, START takes it back, both any number of times", async () => {
    await using world = await createWorld(2);
    const { app, owner, ctx } = world;
    const [other, third] = [await app.createActor(), await app.createActor()];
    await addCustomers(app, other, 1);
    await addCustomers(app, third, 0);
    await applyIncomingSms(ctx, reply("How late are you open?"));
    expect(await optedOut(app, owner)).toBe(0);
    for (let time = 0; time < 2; time++) await applyIncomingSms(ctx, reply("Stop"));
    expect([await optedOut(app, owner), await optedOut(app, other), await optedOut(app, third)]).toEqual([1, 1, 0]);
    const { smsOptOut } = app.db.tables;
    expect(await app.db.$count(smsOptOut)).toBe(2);
    for (let time = 0; time < 2; time++) await applyIncomingSms(ctx, reply("START"));
    expect([await optedOut(app, owner), await optedOut(app, other)]).toEqual([0, 0]);
  });

  it("STOP holds where the customer was deleted, and what the restaurant had said becomes the customer's own word", async () => {
    await using world = await createWorld(1);
    const { app, owner, ctx } = world;
    await createCampaign(app, owner);
    await app.runJobs();
    const { restaurantId } = owner;
    const [contact] = (await app.as(owner).contacts.list({ restaurantId })).items;
    await app.as(owner).contacts.optOut({ id: contact?.id ?? "" });
    await app.as(owner).contacts.delete({ id: contact?.id ?? "" });
    await applyIncomingSms(ctx, reply("STOP"));
    const again = await app.as(owner).contacts.create({ restaurantId, name: "Back", phone: "+15550100001" });
    expect(again.optedOutAt).not.toBeNull();
    await expect(app.as(owner).contacts.optIn({ id: again.id })).rejects.toMatchObject({
      cause: { reason: "OPTED_OUT_BY_CUSTOMER" },
    });
  });

  it("customers who order after a message count as won back, on the day of their order, once", async () => {
    await using world = await createWorld(2);
    const { app, owner } = world;
    const { restaurantId } = owner;
    const id = await createCampaign(app, owner);
    await app.runJobs();
    app.clock.advance(10 * 24 * 60 * 60_000);
    const list = (last_order_date: string) => ({
      restaurantId,
      fileName: "orders.csv",
      rows: [{ customer_name: "Guest 1", phone_number: "5550100001", last_order_date }],
    });
    await app.as(owner).contacts.importRows(list("2026-03-05"));
    await app.as(owner).contacts.importRows(list("2026-03-05"));
    await app.as(owner).contacts.importRows(list("2026-03-09"));
    const results = await app.as(owner).campaigns.results({ id });
    expect(results.totals.reengaged).toBe(1);
    expect(results.daily.find(({ day }) => day === "2026-03-05")?.reengaged).toBe(1);
    const dashboard = await app.as(owner).restaurants.dashboard({ restaurantId });
    expect(dashboard.reengagedCustomers).toEqual({ current: 0, previous: 1 });
    expect(dashboard.messagesSent).toEqual({ current: 0, previous: 2 });
  });
});

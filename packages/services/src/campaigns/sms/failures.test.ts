import type { Dialect } from "@causeway/db";
import { type Actor, createTestApp, createTestClock, DIALECTS, type TestApp } from "@causeway/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Answer, createScriptedSms, type ScriptedSms } from "../../../test/campaigns/scripted-sms.ts";
import { addCustomers, countsOf, createCampaign, letPass } from "../../../test/campaigns/sms-campaign.ts";

interface World extends AsyncDisposable {
  app: TestApp;
  owner: Actor;
  sms: ScriptedSms;
  id: string;
}

async function createWorld(dialect: Dialect, customers: number, ...answers: Answer[]): Promise<World> {
  const clock = createTestClock();
  const sms = createScriptedSms(clock, ...answers);
  const app = await createTestApp({ dialect, clock, providers: { sms } });
  const owner = await app.createActor();
  await addCustomers(app, owner, customers);
  const id = await createCampaign(app, owner);
  return { app, owner, sms, id, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

const statusOf = async ({ app, owner, id }: World) => {
  const { status, failure } = await app.as(owner).campaigns.get({ id });
  return { status, failure };
};

/** Nobody has got anything twice. */
const expectOnce = ({ sms }: World) => expect(new Set(sms.taken.map(({ to }) => to)).size).toBe(sms.taken.length);

describe.each(DIALECTS)("a text message service that fails, on %s", (dialect) => {
  it("timeout: what it took without saying so is found, what never reached it is sent after all", async () => {
    await using world = await createWorld(dialect, 5, "take", "lose-answer", "lose-request", "rubbish", "take");
    const { app, owner, sms, id } = world;
    await app.runJobs();
    expect(await countsOf(app, owner, id)).toEqual({ total: 5, sent: 2, unknown: 3 });
    expect((await statusOf(world)).status).toBe("active");
    await letPass(app, 1);
    // Too early to believe that a message which is not there will not be there.
    expect(await countsOf(app, owner, id)).toEqual({ total: 5, sent: 2, unknown: 3 });
    await letPass(app, 3);
    expect(await countsOf(app, owner, id)).toEqual({ total: 5, sent: 5 });
    expect(await statusOf(world)).toEqual({ status: "completed", failure: null });
    expect(sms.taken).toHaveLength(5);
    expectOnce(world);
  });

  it("timeout, and it cannot say what it has: the message stays unknown and is not sent again", async () => {
    await using world = await createWorld(dialect, 2, "take", "lose-answer", "take");
    const { app, owner, sms, id } = world;
    sms.canFind = false;
    await letPass(app, 600);
    expect(await countsOf(app, owner, id)).toEqual({ total: 2, sent: 1, unknown: 1 });
    expect(await statusOf(world)).toEqual({ status: "completed", failure: null });
    expectOnce(world);
  });

  it("429: it is left alone for as long as it says, then everything is sent", async () => {
    await using world = await createWorld(dialect, 25, { retryAfter: 600 }, "take");
    const { app, owner, sms, id } = world;
    await app.runJobs();
    expect(await countsOf(app, owner, id)).toEqual({ total: 25, sent: 19, queued: 6 });
    const { calls } = sms;
    await letPass(app, 9);
    expect(sms.calls).toBe(calls);
    await letPass(app, 1);
    expect(await countsOf(app, owner, id)).toEqual({ total: 25, sent: 25 });
    expectOnce(world);
  });

  it("nothing at all: it is asked less and less often, then the campaign fails, says how far it is, and can be taken up", async () => {
    await using world = await createWorld(dialect, 3, "down");
    const { app, owner, sms, id } = world;
    await letPass(app, 3);
    expect((await statusOf(world)).status).toBe("active");
    await letPass(app, 240);
    expect(await statusOf(world)).toEqual({
      status: "failed",
      failure: "The text message service takes no messages. 3 of 3 are still waiting; launch the campaign again to send them.",
    });
    expect(sms.calls).toBeLessThan(30);
    sms.answers = ["take"];
    await app.as(owner).campaigns.launch({ id });
    await app.runJobs();
    expect(await countsOf(app, owner, id)).toEqual({ total: 3, sent: 3 });
    expect(await statusOf(world)).toEqual({ status: "completed", failure: null });
    expectOnce(world);
  });

  it("fails after half of it: what was sent stays sent, and only the rest is sent later", async () => {
    const answers = [...Array.from({ length: 20 }, () => "take" as const), "down" as const];
    await using world = await createWorld(dialect, 40, ...answers);
    const { app, owner, sms, id } = world;
    await letPass(app, 240);
    expect((await statusOf(world)).failure).toContain("20 of 40 are still waiting");
    sms.answers = ["take"];
    await app.as(owner).campaigns.launch({ id });
    await app.runJobs();
    expect(await countsOf(app, owner, id)).toEqual({ total: 40, sent: 40 });
    expect(sms.taken).toHaveLength(40);
    expectOnce(world);
  });

  it("refuses one number: that one has failed, with the service's code; refuses all: the campaign has", async () => {
    await using world = await createWorld(dialect, 3, "refuse", "take");
    const { app, owner, sms, id } = world;
    await app.runJobs();
    expect(await countsOf(app, owner, id)).toEqual({ total: 3, sent: 2, failed: 1 });
    expect((await app.as(owner).campaigns.recipients({ id, status: "failed" })).items).toMatchObject([{ errorCode: "21614" }]);
    expect((await statusOf(world)).status).toBe("completed");
    sms.answers = ["refuse"];
    const other = await createCampaign(app, owner);
    await app.runJobs();
    expect(await app.as(owner).campaigns.get({ id: other })).toMatchObject({
      status: "failed",
      failure: "The text message service refused all 3 messages.",
    });
  });

  it("says that somebody opted out there: they have opted out here, of everything that comes", async () => {
    await using world = await createWorld(dialect, 2, "opted-out", "take");
    const { app, owner, id } = world;
    await app.runJobs();
    expect(await countsOf(app, owner, id)).toEqual({ total: 2, sent: 1, optedOut: 1 });
    const { items } = await app.as(owner).contacts.list({ restaurantId: owner.restaurantId, filter: "opted-out" });
    expect(items).toHaveLength(1);
    await expect(app.as(owner).contacts.optIn({ id: items[0]?.id ?? "" })).rejects.toMatchObject({
      cause: { reason: "OPTED_OUT_BY_CUSTOMER" },
    });
  });

  it("names a message that is another campaign's: it stays unknown, for nobody may be texted twice", async () => {
    await using world = await createWorld(dialect, 1, "take");
    const { app, owner, sms } = world;
    await app.runJobs();
    sms.answers = ["lose-request", "take"];
    sms.find = async () => ({ id: "SM1", costMicros: null });
    const other = await createCampaign(app, owner);
    await letPass(app, 600);
    expect(await countsOf(app, owner, other)).toEqual({ total: 1, unknown: 1 });
    expect(sms.taken).toHaveLength(1);
  });

  it("whatever it does in whatever order: nobody is texted twice, and everything ends", async () => {
    const answer = fc.constantFrom<Answer>("take", "take", "lose-answer", "lose-request", "rubbish", "refuse", "down", {
      retryAfter: 90,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { maxLength: 12 }), async (answers) => {
        await using world = await createWorld(dialect, 6, ...answers, "take");
        const { app, owner, sms, id } = world;
        await letPass(app, 30);
        const counts = await countsOf(app, owner, id);
        expect((counts["sent"] ?? 0) + (counts["failed"] ?? 0)).toBe(6);
        expect(sms.taken).toHaveLength(counts["sent"] ?? 0);
        expectOnce(world);
      }),
      { numRuns: 5 },
    );
  }, 60_000);

  it("K01 two workers at once: each message is one's", async () => {
    await using world = await createWorld(dialect, 60, "take");
    const { app, owner, sms, id } = world;
    const { send } = sms;
    let second: Promise<number> | undefined;
    const resumeInAnother = async () => {
      await app.as(owner).campaigns.pause({ id });
      await app.as(owner).campaigns.resume({ id });
      return app.runJobs();
    };
    sms.send = async (message) => {
      // The first one waits with its batch until the other has sent all the rest.
      if (!second) await (second = resumeInAnother());
      return send(message);
    };
    await app.runJobs();
    expect(await second).toBeGreaterThan(0);
    await letPass(app, 3);
    expect(await countsOf(app, owner, id)).toEqual({ total: 60, sent: 60 });
    expect((await statusOf(world)).status).toBe("completed");
    expectOnce(world);
  });
});

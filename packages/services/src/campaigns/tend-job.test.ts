import { createTestApp, createTestClock, DIALECTS } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { createScriptedSms } from "../../test/campaigns/scripted-sms.ts";
import { addCustomers, countsOf, createCampaign } from "../../test/campaigns/sms-campaign.ts";
import { tendCampaignsJob } from "./tend-job.ts";

const MINUTE = 60_000;

describe.each(DIALECTS)("campaigns that no job works on, on %s", (dialect) => {
  async function createWorld() {
    const clock = createTestClock();
    const sms = createScriptedSms(clock);
    const app = await createTestApp({ dialect, clock, providers: { sms } });
    const owner = await app.createActor();
    await addCustomers(app, owner, 3);
    const tend = async (minutes: number) => {
      app.clock.advance(minutes * MINUTE);
      await app.db.transaction((tx) => app.runtime.jobs.enqueue(tx, tendCampaignsJob, null));
      await app.runJobs();
    };
    const kill = async (name: string) => {
      const { job } = app.db.tables;
      await app.db.update(job).set({ state: "dead", dedupeKey: null, finishedAt: app.clock() }).where(eq(job.name, name));
    };
    return { app, owner, sms, tend, kill, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
  }

  it("are started after all once their time has long passed", async () => {
    await using world = await createWorld();
    const { app, owner, tend, kill } = world;
    const id = await createCampaign(app, owner);
    await kill("campaign.start");
    await tend(1);
    expect((await app.as(owner).campaigns.get({ id })).status).toBe("scheduled");
    await tend(11);
    expect(await countsOf(app, owner, id)).toEqual({ total: 3, sent: 3 });
  });

  it("go on where their sender died for good, but not where one is at work or waits", async () => {
    await using world = await createWorld();
    const { app, owner, sms, tend, kill } = world;
    sms.answers = ["down"];
    const id = await createCampaign(app, owner);
    await app.runJobs();
    const calls = sms.calls;
    await tend(0);
    expect(sms.calls).toBe(calls);
    await kill("campaign.send-sms");
    sms.answers = ["take"];
    await tend(11);
    expect(await countsOf(app, owner, id)).toEqual({ total: 3, sent: 3 });
  });

  it("come to their end where all was handed over and their sender died before it said so", async () => {
    await using world = await createWorld();
    const { app, owner, sms, tend, kill } = world;
    sms.answers = ["take", "lose-answer", "lose-request", "take"];
    const id = await createCampaign(app, owner);
    await app.runJobs();
    expect(await countsOf(app, owner, id)).toEqual({ total: 3, sent: 1, unknown: 2 });
    await kill("campaign.send-sms");
    await tend(11);
    expect(await countsOf(app, owner, id)).toEqual({ total: 3, sent: 3 });
    expect((await app.as(owner).campaigns.get({ id })).status).toBe("completed");
    expect(sms.taken).toHaveLength(3);
  });

  it("are left alone where somebody paused them", async () => {
    await using world = await createWorld();
    const { app, owner, sms, tend, kill } = world;
    sms.answers = ["down"];
    const id = await createCampaign(app, owner);
    await app.runJobs();
    await app.as(owner).campaigns.pause({ id });
    await kill("campaign.send-sms");
    const calls = sms.calls;
    await tend(60);
    expect(sms.calls).toBe(calls);
  });
});

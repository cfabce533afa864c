import { CAMPAIGN_STEPS, type CampaignDetail, CampaignStatus, canBecome } from "@causeway/contract";
import { type Actor, createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { moveCampaign } from "./move.ts";

const reason = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: value }) });
const HOUR = 60 * 60_000;

const AD = { item: "Oysters", offer: "Two for one", copy: { headline: "H", text: "T" }, dailyBudgetMinor: 2500 };

const draft = (app: TestApp, owner: Actor, more: object = {}) =>
  app.as(owner).campaigns.createAd({ restaurantId: owner.restaurantId, ...AD, ...more });

const auditOf = async (app: TestApp, id: string) => {
  const { auditEvent } = app.db.tables;
  const rows = await app.db.select().from(auditEvent).orderBy(auditEvent.id);
  return rows.filter(({ subjectId }) => subjectId === id).map(({ action }) => action);
};

describe.each(DIALECTS)("the life of a campaign on %s", (dialect) => {
  it("goes from draft over scheduled, active and paused to completed, each step audited", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const as = app.as(owner).campaigns;
    const { id, status, actions } = await draft(app, owner);
    expect([status, actions]).toEqual(["draft", ["update", "launch", "schedule", "delete", "duplicate"]]);
    const later = new Date(app.clock().getTime() + HOUR);
    expect(await as.schedule({ id, at: later })).toMatchObject({ status: "scheduled", scheduledAt: later });
    expect(await as.unschedule({ id })).toMatchObject({ status: "draft", scheduledAt: null });
    expect(await as.launch({ id })).toMatchObject({ status: "scheduled", scheduledAt: app.clock(), isWithChannel: false });
    await app.runJobs();
    expect(await as.get({ id })).toMatchObject({ status: "active", launchedAt: app.clock(), isWithChannel: true });
    expect(await as.pause({ id })).toMatchObject({ status: "paused" });
    expect(await as.resume({ id })).toMatchObject({ status: "active" });
    const ended = await as.complete({ id });
    expect(ended).toMatchObject({ status: "completed", finishedAt: app.clock(), actions: ["duplicate"] });
    expect(await auditOf(app, id)).toEqual([
      "campaign.create",
      "campaign.schedule",
      "campaign.unschedule",
      "campaign.launch",
      "campaign.start",
      "campaign.pause",
      "campaign.resume",
      "campaign.complete",
    ]);
  });

  it("starts at its time, and only at the time it was given last", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const as = app.as(owner).campaigns;
    const inHours = (hours: number) => new Date(app.clock().getTime() + hours * HOUR);
    const start = { kind: "at" as const, at: inHours(1) };
    const { id } = await draft(app, owner, { start });
    const other = await draft(app, owner, { start });
    await as.schedule({ id, at: inHours(3) });
    await as.unschedule({ id: other.id });
    app.clock.advance(2 * HOUR);
    await app.runJobs();
    expect((await as.get({ id })).status).toBe("scheduled");
    app.clock.advance(HOUR);
    await app.runJobs();
    expect((await as.get({ id })).status).toBe("active");
    expect((await as.get({ id: other.id })).status).toBe("draft");
    expect(app.providers.ads.created.size).toBe(1);
  });

  it("does not start in the past", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const past = new Date(app.clock().getTime() - 1);
    await expect(draft(app, owner, { start: { kind: "at", at: past } })).rejects.toEqual(reason("SCHEDULE_IN_PAST"));
    const { id } = await draft(app, owner);
    await expect(app.as(owner).campaigns.schedule({ id, at: past })).rejects.toEqual(reason("SCHEDULE_IN_PAST"));
    expect(await app.db.$count(app.db.tables.campaign)).toBe(1);
  });

  it("takes no step that there is not, whatever is asked in whatever order, and says so", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const as = app.as(owner).campaigns;
    const steps = {
      launch: (id: string) => as.launch({ id }),
      schedule: (id: string) => as.schedule({ id, at: new Date(app.clock().getTime() + HOUR) }),
      unschedule: (id: string) => as.unschedule({ id }),
      pause: (id: string) => as.pause({ id }),
      resume: (id: string) => as.resume({ id }),
      complete: (id: string) => as.complete({ id }),
      update: (id: string) => as.updateAd({ id, name: "New" }),
    };
    const step = fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[]), "work" as const);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (asked) => {
        let campaign: CampaignDetail = await draft(app, owner);
        const { id } = campaign;
        for (const name of asked) {
          const refused = expect.objectContaining({
            cause: expect.objectContaining({
              reason: "CAMPAIGN_STATE",
              details: expect.objectContaining({ from: campaign.status }),
            }),
          });
          const isOffered = name === "work" || campaign.actions.includes(name);
          const failure: unknown = await (name === "work" ? app.runJobs() : steps[name](id)).then(
            () => null,
            (error: unknown) => error,
          );
          expect(failure).toEqual(isOffered ? null : refused);
          const next = await as.get({ id });
          expect(next.status === campaign.status || canBecome(campaign.status, next.status)).toBe(true);
          campaign = next;
        }
      }),
      { numRuns: 15 },
    );
  });

  it("moves by no other step than those of the table, of all pairs of states", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const { id } = await draft(app, owner);
    const ctx = { ...app.runtime, principal: owner.principal, requestId: "r", ip: null, userAgent: null };
    const { campaign } = app.db.tables;
    for (const from of CampaignStatus.options) {
      for (const to of CampaignStatus.options) {
        await app.db.update(campaign).set({ status: from });
        const moved = await app.db
          .transaction((tx) => moveCampaign(tx, ctx, { id, status: from }, { to, action: "campaign.test" }))
          .then(({ status }) => status)
          .catch((error: unknown) => error);
        const isStep = (CAMPAIGN_STEPS[from] as readonly CampaignStatus[]).includes(to);
        const refused: unknown = expect.objectContaining({ reason: "CAMPAIGN_STATE", details: { from, to } });
        const expected = isStep ? to : refused;
        expect(moved).toEqual(expected);
      }
    }
  });

  it("ends with one of two opposite commands given at once", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const { id } = await draft(app, owner, { start: { kind: "now" } });
    await app.runJobs();
    const as = app.as(owner).campaigns;
    const results = await Promise.allSettled([as.pause({ id }), as.pause({ id }), as.pause({ id })]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await as.get({ id })).status).toBe("paused");
  });

  it("ends as a draft without a trace but the audit's; what has started stays", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const as = app.as(owner).campaigns;
    const { id } = await draft(app, owner);
    await as.delete({ id });
    await expect(as.get({ id })).rejects.toEqual(reason("CAMPAIGN_NOT_FOUND"));
    const running = await draft(app, owner, { start: { kind: "now" } });
    await expect(as.delete({ id: running.id })).rejects.toMatchObject({
      cause: { reason: "CAMPAIGN_STATE", details: { from: "scheduled", to: "scheduled", action: "delete" } },
    });
  });

  it("begins anew as a copy, with the content and nothing of what became of it", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const { id, name, ad } = await draft(app, owner, { start: { kind: "now" } });
    await app.runJobs();
    const copy = await app.as(owner).campaigns.duplicate({ id });
    expect(copy).toMatchObject({
      status: "draft",
      name: `Copy of ${name}`,
      scheduledAt: null,
      launchedAt: null,
      isWithChannel: false,
    });
    expect(copy.ad).toEqual({ ...ad, manageUrl: null });
    await app.as(owner).campaigns.launch({ id: copy.id });
    await app.runJobs();
    expect(app.providers.ads.created.size).toBe(2);
  });

  it("F03 is nobody else's to change or to see", async () => {
    await using app = await createTestApp({ dialect });
    const [owner, stranger, admin] = [await app.createActor(), await app.createActor(), await app.createActor({ role: "admin" })];
    const { id } = await draft(app, owner);
    const { restaurantId } = owner;
    const as = app.as(stranger).campaigns;
    const stream = async () => (await as.watch({ id }))[Symbol.asyncIterator]().next();
    for (const call of [
      () => as.get({ id }),
      () => as.results({ id }),
      () => as.progress({ id }),
      () => as.recipients({ id }),
      () => as.updateAd({ id, name: "x" }),
      () => as.updateSms({ id, name: "x" }),
      () => as.launch({ id }),
      () => as.schedule({ id, at: new Date(app.clock().getTime() + HOUR) }),
      () => as.unschedule({ id }),
      () => as.pause({ id }),
      () => as.resume({ id }),
      () => as.complete({ id }),
      () => as.delete({ id }),
      () => as.duplicate({ id }),
      () => as.syncResults({ id }),
      stream,
    ]) {
      await expect(call()).rejects.toEqual(reason("CAMPAIGN_NOT_FOUND"));
    }
    for (const call of [
      () => as.previewAd({ restaurantId, item: "x", offer: "y" }),
      () => as.createAd({ restaurantId, ...AD }),
      () => as.previewSms({ restaurantId, offer: "y" }),
      () => as.createSms({ restaurantId, offer: "y" }),
      () => as.export({ restaurantId }),
    ]) {
      await expect(call()).rejects.toEqual(reason("RESTAURANT_NOT_FOUND"));
    }
    expect(await app.as(admin).campaigns.launch({ id })).toMatchObject({ status: "scheduled" });
  });
});

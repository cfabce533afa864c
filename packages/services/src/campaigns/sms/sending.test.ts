import { createTestApp, createTestClock, DIALECTS } from "@causeway/testing";
import { describe, expect, it } from "vitest";
import { createScriptedSms } from "../../../test/campaigns/scripted-sms.ts";
import { addCustomers, countsOf, createCampaign } from "../../../test/campaigns/sms-campaign.ts";

const reason = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: value }) });
const HOUR = 60 * 60_000;

describe.each(DIALECTS)("text messages on %s", (dialect) => {
  it("reach every lapsed customer once, with the name and the way out, and are counted and paid for", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor({ restaurantName: "The Salt Road" });
    await addCustomers(app, owner, 45);
    const { restaurantId } = owner;
    await app.as(owner).contacts.create({ restaurantId, name: "Recent", phone: "5550200001", lastOrderOn: "2026-03-01" });
    const id = await createCampaign(app, owner);
    await app.runJobs();
    expect(await countsOf(app, owner, id)).toEqual({ total: 45, sent: 45 });
    expect(await app.as(owner).campaigns.get({ id })).toMatchObject({
      status: "completed",
      launchedAt: app.clock(),
      finishedAt: app.clock(),
      failure: null,
    });
    const { sent } = app.providers.sms;
    expect(new Set(sent.map(({ to }) => to)).size).toBe(45);
    expect(sent[0]?.body).toMatch(
      /^Hi Guest, we miss you at The Salt Road! Oysters for two\. Show code OYSTERMON\. Reply STOP to opt out\.$/,
    );
    app.clock.advance(30_000);
    await app.runJobs();
    // Of the embedded service, numbers that end in 13 cannot be reached.
    expect(await countsOf(app, owner, id)).toEqual({ total: 45, delivered: 44, failed: 1 });
    const failed = await app.as(owner).campaigns.recipients({ id, status: "failed" });
    expect(failed.items).toMatchObject([{ phone: "+15550100013", name: "Guest 13", errorCode: "30003", segments: 1 }]);
  });

  it("are listed by recipient, page by page and by state", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    await addCustomers(app, owner, 5);
    const id = await createCampaign(app, owner);
    await app.runJobs();
    const as = app.as(owner).campaigns;
    for (const status of [undefined, "sent"] as const) {
      const phones: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = await as.recipients({ id, limit: 2, ...(status ? { status } : {}), ...(cursor ? { cursor } : {}) });
        phones.push(...page.items.map(({ phone }) => phone));
        cursor = page.nextCursor;
      }
      expect(phones).toEqual([1, 2, 3, 4, 5].map((n) => `+1555010000${n}`));
    }
    expect((await as.recipients({ id, status: "failed" })).items).toEqual([]);
  });

  it("skip who opted out, before the start and between two messages", async () => {
    const clock = createTestClock();
    const sms = createScriptedSms(clock);
    await using app = await createTestApp({ dialect, clock, providers: { sms } });
    const owner = await app.createActor();
    await addCustomers(app, owner, 30);
    const [first, last] = (
      await app.as(owner).contacts.list({ restaurantId: owner.restaurantId, limit: 100, sort: "createdAt" })
    ).items.filter(({ phone }) => /00(01|30)$/.test(phone));
    await app.as(owner).contacts.optOut({ id: first?.id ?? "" });
    const id = await createCampaign(app, owner);
    const { send } = sms;
    sms.send = async (message) => {
      // While the first batch is out, the last customer says STOP.
      if (sms.calls === 0) await app.as(owner).contacts.optOut({ id: last?.id ?? "" });
      return send(message);
    };
    await app.runJobs();
    expect(await countsOf(app, owner, id)).toEqual({ total: 30, sent: 28, optedOut: 2 });
    expect(sms.taken.map(({ to }) => to)).not.toContain(first?.phone);
    expect(sms.taken.map(({ to }) => to)).not.toContain(last?.phone);
  });

  it("wait for the end of the quiet hours where the restaurant is, and stop again when they begin", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    await app.as(owner).restaurants.update({ id: owner.restaurantId, timeZone: "Asia/Tokyo" });
    await addCustomers(app, owner, 3);
    // 18:30 in Tokyo: allowed. Five hours later it is not.
    app.clock.advance(5 * HOUR);
    const quietHours = { from: "21:00", until: "09:00" };
    const id = await createCampaign(app, owner, { quietHours });
    await app.runJobs();
    const morning = new Date("2026-03-03T00:00:00.000Z");
    expect(await app.as(owner).campaigns.progress({ id })).toMatchObject({
      status: "active",
      waitsUntil: morning,
      messages: { queued: 3, sent: 0 },
    });
    expect(app.providers.sms.sent).toEqual([]);
    app.clock.advance(morning.getTime() - app.clock().getTime() - 1);
    await app.runJobs();
    expect(app.providers.sms.sent).toEqual([]);
    app.clock.advance(1);
    await app.runJobs();
    expect(await countsOf(app, owner, id)).toEqual({ total: 3, sent: 3 });
  });

  it("stop while the campaign is paused, and go on where they stopped", async () => {
    const clock = createTestClock();
    const sms = createScriptedSms(clock);
    await using app = await createTestApp({ dialect, clock, providers: { sms } });
    const owner = await app.createActor();
    await addCustomers(app, owner, 50);
    const id = await createCampaign(app, owner);
    const { send } = sms;
    let started = 0;
    sms.send = async (message) => {
      if (++started === 25) await app.as(owner).campaigns.pause({ id });
      return send(message);
    };
    await app.runJobs();
    expect(await app.as(owner).campaigns.progress({ id })).toMatchObject({ status: "paused", messages: { sent: 40, queued: 10 } });
    sms.send = send;
    await app.as(owner).campaigns.resume({ id });
    await app.runJobs();
    expect(await app.as(owner).campaigns.progress({ id })).toMatchObject({
      status: "completed",
      messages: { sent: 50, queued: 0 },
    });
    expect(new Set(sms.taken.map(({ to }) => to)).size).toBe(50);
    expect(sms.taken).toHaveLength(50);
  });

  it("are watched: the counts now, and again while they change, until the end", async () => {
    const clock = createTestClock();
    const sms = createScriptedSms(clock);
    await using app = await createTestApp({ dialect, clock, providers: { sms } });
    const owner = await app.createActor();
    await addCustomers(app, owner, 25);
    const id = await createCampaign(app, owner);
    const watching = (await app.as(owner).campaigns.watch({ id }))[Symbol.asyncIterator]();
    expect((await watching.next()).value).toMatchObject({ status: "scheduled", messages: { total: 0 } });
    const firstBatchSeen = Promise.withResolvers<void>();
    const { send } = sms;
    sms.send = async (message) => {
      if (sms.calls === 24) await firstBatchSeen.promise;
      return send(message);
    };
    const working = app.runJobs();
    const seen: string[] = [];
    for (let status = ""; status !== "completed";) {
      const { value } = await watching.next();
      status = value.status;
      seen.push(`${status} ${value.messages.sent}`);
      if (value.messages.sent > 0) firstBatchSeen.resolve();
    }
    await working;
    await watching.return?.();
    expect(seen.at(-1)).toBe("completed 25");
    expect(seen).toContainEqual(expect.stringMatching(/^active [1-9]/));
  });

  it("go to nobody where nobody is: refused at once, and failed where that turns out later", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const as = app.as(owner).campaigns;
    await expect(createCampaign(app, owner)).rejects.toEqual(reason("CAMPAIGN_NO_RECIPIENTS"));
    const id = await createCampaign(app, owner, { start: { kind: "draft" } });
    await expect(as.launch({ id })).rejects.toEqual(reason("CAMPAIGN_NO_RECIPIENTS"));
    await as.schedule({ id, at: new Date(app.clock().getTime() + HOUR) });
    app.clock.advance(HOUR);
    await app.runJobs();
    expect(await as.get({ id })).toMatchObject({ status: "failed", failure: expect.stringContaining("Nobody would get") });
    await addCustomers(app, owner, 1);
    await as.launch({ id });
    await app.runJobs();
    expect(await as.get({ id })).toMatchObject({ status: "completed", failure: null });
  });

  it("have the audience that was chosen: everyone, some, or a list", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const { restaurantId } = owner;
    const as = app.as(owner);
    await addCustomers(app, owner, 2);
    const recent = await as.contacts.create({ restaurantId, name: "Recent", phone: "5550200001", lastOrderOn: "2026-03-01" });
    const list = await as.contacts.importRows({
      restaurantId,
      fileName: "new.csv",
      rows: [
        { customer_name: "Listed", phone_number: "5550300001", last_order_date: "2026-02-28" },
        { customer_name: "Lapsed", phone_number: "5550300002", last_order_date: "2025-02-28" },
      ],
    });
    const count = async (audience: Parameters<typeof as.campaigns.previewSms>[0]["audience"]) =>
      (await as.campaigns.previewSms({ restaurantId, offer: "x", audience })).recipients;
    expect(await count({ kind: "everyone" })).toBe(5);
    expect(await count({ kind: "lapsed" })).toBe(3);
    expect(await count({ kind: "contacts", contactIds: [recent.id] })).toBe(1);
    expect(await count({ kind: "list", importId: list.id })).toBe(1);
    expect(await count({ kind: "list", importId: list.id, onlyLapsed: false })).toBe(2);
    const stranger = await app.createActor();
    const foreign = app.as(stranger).campaigns.previewSms({
      restaurantId: stranger.restaurantId,
      offer: "x",
      audience: { kind: "list", importId: list.id },
    });
    await expect(foreign).rejects.toEqual(reason("IMPORT_NOT_FOUND"));
    const others = app.as(stranger).campaigns.previewSms({
      restaurantId: stranger.restaurantId,
      offer: "x",
      audience: { kind: "contacts", contactIds: [recent.id] },
    });
    expect((await others).recipients).toBe(0);
  });
});

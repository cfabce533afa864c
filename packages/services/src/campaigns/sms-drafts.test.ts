import { createTestApp, DIALECTS } from "@causeway/testing";
import { describe, expect, it } from "vitest";
import { addCustomers, countsOf } from "../../test/campaigns/sms-campaign.ts";

const reason = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: value }) });

describe.each(DIALECTS)("campaigns of text messages on %s", (dialect) => {
  it("are previewed as the first customer gets them, with size, cost and when they would leave", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor({ restaurantName: "The Salt Road" });
    const { restaurantId } = owner;
    const as = app.as(owner).campaigns;
    const empty = await as.previewSms({ restaurantId, offer: "Oysters for two.", sampleName: "Lee Park" });
    expect(empty).toEqual({
      message: "Hi Lee, we miss you at The Salt Road! Oysters for two. Show code OYSTERMON. Reply STOP to opt out.",
      promoCode: "OYSTERMON",
      encoding: "GSM-7",
      units: 98,
      segments: 1,
      recipients: 0,
      optedOut: 0,
      estimatedCostMicros: 0,
      // Half past nine in London is early in the morning where restaurants are that have not said where they are.
      sendsAt: new Date("2026-03-02T14:00:00.000Z"),
      timeZone: "America/New_York",
    });
    await app.as(owner).restaurants.update({ id: restaurantId, timeZone: "Europe/London" });
    await addCustomers(app, owner, 12);
    const [first] = (await app.as(owner).contacts.list({ restaurantId })).items;
    await app.as(owner).contacts.optOut({ id: first?.id ?? "" });
    const template = `{name} ${"🦪".repeat(30)}`;
    const preview = await as.previewSms({ restaurantId, offer: "x", template, promoCode: "ab-1" });
    expect(preview).toMatchObject({
      promoCode: "AB-1",
      encoding: "UCS-2",
      segments: 2,
      recipients: 11,
      optedOut: 1,
      estimatedCostMicros: 11 * 2 * 7500,
      sendsAt: app.clock(),
      timeZone: "Europe/London",
    });
  });

  it("are made, changed while they have not started, and refused where a message is longer than one can be", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const { restaurantId } = owner;
    const as = app.as(owner).campaigns;
    const made = await as.createSms({ restaurantId, offer: "Oysters for two." });
    expect(made).toMatchObject({ type: "sms", status: "draft", name: "Oysters for two.", promoCode: "OYSTERMON", ad: null });
    expect(made.sms).toMatchObject({ audience: { kind: "lapsed" }, quietHours: { from: "21:00", until: "09:00" } });
    const { id } = made;
    const changed = await as.updateSms({ id, template: "Come back, {name}", quietHours: null, audience: { kind: "everyone" } });
    expect(changed.sms).toEqual({ ...made.sms, template: "Come back, {name}", quietHours: null, audience: { kind: "everyone" } });
    await expect(as.updateAd({ id, item: "x" })).rejects.toEqual(reason("CAMPAIGN_TYPE"));
    const long = "{offer}".repeat(100);
    for (const call of [
      () => as.createSms({ restaurantId, offer: "o".repeat(300), template: long }),
      () => as.previewSms({ restaurantId, offer: "o".repeat(300), template: long }),
      () => as.updateSms({ id, template: long }),
    ]) {
      await expect(call()).rejects.toEqual(reason("SMS_TOO_LONG"));
    }
  });

  it("J01 fifty equal requests with one id text everybody once", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    await addCustomers(app, owner, 3);
    const request = {
      id: "01900000-0000-7000-8000-000000000002",
      restaurantId: owner.restaurantId,
      offer: "Oysters for two.",
      quietHours: null,
      start: { kind: "now" as const },
    };
    const same = await Promise.all(Array.from({ length: 50 }, () => app.as(owner).campaigns.createSms(request)));
    expect(new Set(same.map((one) => JSON.stringify(one))).size).toBe(1);
    await app.runJobs();
    expect(await countsOf(app, owner, request.id)).toEqual({ total: 3, sent: 3 });
    expect(app.providers.sms.sent).toHaveLength(3);
    // The same request after it has run is still the same request.
    expect(await app.as(owner).campaigns.createSms(request)).toMatchObject({ id: request.id, status: "completed" });
    await expect(app.as(owner).campaigns.createSms({ ...request, offer: "Other" })).rejects.toEqual(reason("CAMPAIGN_ID_TAKEN"));
  });

  it("that came from another system can be ended, but not started", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const { campaign } = app.db.tables;
    const at = app.clock();
    const values = { restaurantId: owner.restaurantId, name: "Old", details: { audience: 5 }, createdAt: at, updatedAt: at };
    const [draft, active] = await app.db
      .insert(campaign)
      .values([
        { ...values, type: "sms", status: "draft" },
        { ...values, type: "ad", status: "active" },
      ])
      .returning({ id: campaign.id });
    const as = app.as(owner).campaigns;
    expect(await as.get({ id: draft?.id ?? "" })).toMatchObject({ sms: null, ad: null, details: { audience: 5 } });
    await expect(as.launch({ id: draft?.id ?? "" })).rejects.toEqual(reason("CAMPAIGN_INCOMPLETE"));
    await expect(as.updateSms({ id: draft?.id ?? "", offer: "x" })).rejects.toEqual(reason("CAMPAIGN_INCOMPLETE"));
    expect(await as.pause({ id: active?.id ?? "" })).toMatchObject({ status: "paused" });
    expect(await as.resume({ id: active?.id ?? "" })).toMatchObject({ status: "active" });
    expect(await as.complete({ id: active?.id ?? "" })).toMatchObject({ status: "completed" });
    expect(await app.runJobs()).toBe(0);
  });
});

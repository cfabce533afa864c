import { createHmac } from "node:crypto";
import { createEmbeddedProviders, createMemorySpending, createProviders } from "@causeway/providers";
import { createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { eq } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const AUTH_TOKEN = "the token that nobody else has";
const SMS = { accountSid: "AC00000000000000000000000000000001", authToken: AUTH_TOKEN, from: "+15550199999" };
const PUBLIC_URL = "https://causeway.example";
const PATH = "/callbacks/sms";
const SID = "SM00000000000000000000000000000001";
const PHONE = "+15550100001";

type Fields = Record<string, string>;

const { sms } = createProviders(
  { sms: SMS, ads: null, text: { providers: [], budgetMicros: 0 }, mail: null },
  { spending: createMemorySpending(), storage: createEmbeddedProviders().storage },
);

function sign(fields: Fields, { path = PATH, token = AUTH_TOKEN } = {}): string {
  const text = Object.keys(fields)
    .sort()
    .reduce((signed, name) => signed + name + fields[name], PUBLIC_URL + path);
  return createHmac("sha1", token).update(text, "utf8").digest("base64");
}

function post(
  app: TestApp,
  fields: Fields,
  { path = PATH, signature = sign(fields, { path }), body = new URLSearchParams(fields).toString() } = {},
) {
  const headers = { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": signature };
  return app.request(path, { method: "POST", headers, body });
}

const report = (MessageStatus: string): Fields => ({ MessageSid: SID, MessageStatus, To: PHONE, ErrorCode: "" });

describe.each(DIALECTS)("callbacks of the text message service on %s", (dialect) => {
  async function open() {
    const app = await createTestApp({ dialect, environment: { PUBLIC_URL }, providers: { sms } });
    const { restaurantId } = await app.createActor();
    const { campaign, smsMessage } = app.db.tables;
    const times = { createdAt: app.clock(), updatedAt: app.clock() };
    const [made] = await app.db
      .insert(campaign)
      .values({ restaurantId, type: "sms", status: "active", name: "Test", ...times })
      .returning({ id: campaign.id });
    const [message] = await app.db
      .insert(smsMessage)
      .values({ campaignId: made?.id ?? "", phone: PHONE, body: "Hello", segments: 1, status: "sent", externalId: SID, ...times })
      .returning({ id: smsMessage.id });
    const statusOf = async () => {
      const [row] = await app.db
        .select()
        .from(smsMessage)
        .where(eq(smsMessage.id, message?.id ?? ""));
      return row?.status;
    };
    const optOuts = () => app.db.select().from(app.db.tables.smsOptOut);
    return { app, restaurantId, statusOf, optOuts, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
  }

  test("a signed report is written down, and answered with nothing to say", async () => {
    await using at = await open();
    const answer = await post(at.app, report("delivered"));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/xml; charset=utf-8");
    expect(await answer.text()).toContain("<Response/>");
    expect(await at.statusOf()).toBe("delivered");
  });

  test("J05 reports in any order, many times and at once end as one that came in order", async () => {
    await using at = await open();
    const reports = ["delivered", "sent", "queued", "sending", "sent", "delivered"].map(report);
    await Promise.all([...reports, ...reports, ...reports].map((fields) => post(at.app, fields)));
    expect(await at.statusOf()).toBe("delivered");
  });

  test("J04 a report that is forged, changed or meant for another address changes nothing and gets 403", async () => {
    await using at = await open();
    const good = report("failed");
    const tries = [
      post(at.app, good, { signature: "" }),
      post(at.app, good, { signature: sign(good, { token: "another" }) }),
      post(at.app, good, { signature: sign(report("sent")) }),
      post(at.app, good, { path: `${PATH}?message=1`, signature: sign(good) }),
      post(at.app, good, { body: `${new URLSearchParams(good).toString()}&ErrorCode=30003` }),
    ];
    for (const answer of await Promise.all(tries)) {
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ reason: "SIGNATURE_INVALID" });
    }
    expect(await at.statusOf()).toBe("sent");
  });

  test("STOP from a customer is an opt-out, however often it is handed over", async () => {
    await using at = await open();
    const stop = { MessageSid: "SM00000000000000000000000000000002", From: PHONE, To: SMS.from, Body: " Stop. " };
    for (const answer of [await post(at.app, stop), await post(at.app, stop)]) expect(answer.status).toBe(200);
    expect(await at.optOuts()).toMatchObject([{ restaurantId: at.restaurantId, phone: PHONE, source: "customer" }]);
  });

  test("a report about a message that is not known here is not taken", async () => {
    await using at = await open();
    const answer = await post(at.app, { ...report("sent"), MessageSid: "SM00000000000000000000000000000009" });
    expect(answer.status).toBe(404);
  });

  test("a signed request without the fields that are needed makes no sense", async () => {
    await using at = await open();
    expect((await post(at.app, { MessageStatus: "sent" })).status).toBe(400);
  });
});

test("whatever nobody signed is refused and never a failure of ours", async () => {
  await using app = await createTestApp({ environment: { PUBLIC_URL }, providers: { sms } });
  const anything = fc.record({
    body: fc.oneof(fc.string({ unit: "binary" }), fc.webQueryParameters()),
    signature: fc.base64String(),
  });
  await fc.assert(
    fc.asyncProperty(anything, async ({ body, signature }) => {
      const headers = { "x-twilio-signature": signature };
      const answer = await app.request(PATH, { method: "POST", headers, body });
      expect(answer.status).toBe(403);
    }),
    { numRuns: 200 },
  );
  const large = await app.request(PATH, { method: "POST", body: "x".repeat(70_000) });
  expect(large.status).toBe(413);
});

test("without a text message service nobody can report anything", async () => {
  await using app = await createTestApp({ environment: { PUBLIC_URL } });
  expect((await post(app, report("sent"))).status).toBe(403);
  expect((await app.request(PATH)).status).toBe(404);
});

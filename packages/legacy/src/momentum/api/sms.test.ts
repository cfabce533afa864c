import { DIALECTS } from "@causeway/testing";
import { describe, expect, it } from "vitest";
import { createOldServer, formOf, type OldServer, read, sharedOldServer } from "../test/old-server.ts";

type Row = Record<string, unknown>;
interface Made {
  message: string;
  data: Row & { campaignId: string; sampleMessage: string };
}

const CREATE = "/api/sms-campaigns/create-campaign";
const PREVIEW = "/api/sms-campaigns/preview";
const OPEN = { LEGACY_MOMENTUM_OPEN_ROUTES: "sms" };
const TEXTS = { restaurantName: "Harbor Lantern", offer: "20% off", offerCode: "MISSYOU20" };
const HEADER = "customer_name,phone_number,last_order_date";
/** The clock of the tests stands at 2026-03-02 09:30. */
const LAPSED = "2026-01-01";
const RECENT = "2026-02-20";

const list = (rows: string[], name = "customers.csv", type = "text/csv") =>
  new File([[HEADER, ...rows, ""].join("\n")], name, { type });
const ANA = `Ana Example,+1-415-555-0101,${LAPSED}`;
const BEN = `Ben Sample,(415) 555-0102,${LAPSED}`;
const CLEO = `Cleo Test,4155550103,${RECENT}`;

async function create(old: OldServer, values: Parameters<typeof formOf>[0], token?: string) {
  return old.send("POST", CREATE, { body: formOf({ ...TEXTS, ...values }), ...(token === undefined ? {} : { token }) });
}

describe.each(DIALECTS)("old text messages on %s", (dialect) => {
  it("go to those who have not ordered for thirty days: stored, sent in the background, each with their own name", async () => {
    await using old = await createOldServer(dialect);
    const { token } = await old.register({ email: "one@example.com" });
    const { status, body } = await create(old, { customerList: list([ANA, BEN, CLEO]) }, token);
    const { message, data } = read<Made>(body);
    expect([status, message]).toEqual([200, "SMS campaign sent to 2 lapsed customers! Track redemptions using code MISSYOU20."]);
    expect(data).toEqual({
      campaignId: expect.stringMatching(new RegExp(`^sms_${old.app.clock().getTime()}_[0-9a-z]{1,9}$`)),
      offerCode: "MISSYOU20",
      totalCustomersUploaded: 3,
      lapsedCustomersFound: 2,
      messagesSent: 2,
      messagesFailed: 0,
      messagesPending: 0,
      totalCost: "0.0150",
      sampleMessage: expect.stringContaining("Ana Example"),
      deliveryRate: "100%",
      createdAt: old.app.clock().toISOString(),
      csvErrors: [],
    });
    expect(Object.keys(data)[0]).toBe("campaignId");
    const { campaigns } = read<{ campaigns: Row[] }>((await old.send("GET", "/api/dashboard/campaigns", { token })).body);
    expect(campaigns).toMatchObject([{ campaign_type: "sms", status: "draft", budget: null, name: "20% off" }]);
    // The middle of the day, where the restaurant is.
    old.app.clock.advance(7 * 3_600_000);
    await old.app.runJobs();
    const texts = old.app.providers.sms.sent.map(({ body: text }) => text);
    expect(texts).toHaveLength(2);
    expect(texts.some((text) => text.includes("Ana") && !text.includes("Ben"))).toBe(true);
    expect(texts.some((text) => text.includes("Ben") && text.includes("MISSYOU20"))).toBe(true);
  });

  it("F03 tell their own restaurant what became of them; of any other id they say nothing, and never 404", async () => {
    await using old = await createOldServer(dialect);
    const one = await old.register({ email: "one@example.com" });
    const two = await old.register({ email: "two@example.com" });
    const { campaignId } = read<Made>((await create(old, { customerList: list([ANA, BEN]) }, one.token)).body).data;
    const { campaign, smsMessage } = old.app.db.tables;
    const [stored] = await old.app.db.select({ id: campaign.id }).from(campaign);
    const at = old.app.clock();
    const message = { campaignId: stored?.id ?? "", body: "x", segments: 1, costMicros: 7500, createdAt: at, updatedAt: at };
    await old.app.db.update(campaign).set({ status: "completed" });
    await old.app.db.insert(smsMessage).values([
      { ...message, phone: "+1", status: "delivered" },
      { ...message, phone: "+2", status: "delivered" },
      { ...message, phone: "+3", status: "sent" },
      { ...message, phone: "+4", status: "failed", costMicros: 0 },
    ]);
    const status = async (id: string, token: string) =>
      (await old.send("GET", `/api/sms-campaigns/campaign-status/${encodeURIComponent(id)}`, { token })).body;
    expect(await status(campaignId, one.token)).toEqual({
      success: true,
      campaignId,
      status: "COMPLETED",
      metrics: { totalSent: 3, delivered: 2, failed: 1, deliveryRate: "66.7%", totalCost: "0.0225" },
      lastUpdated: at.toISOString(),
    });
    for (const id of [campaignId, "42", "a/b", "a\0b"]) {
      const metrics = { totalSent: 0, delivered: 0, failed: 0, deliveryRate: "0%", totalCost: "0.0000" };
      expect(await status(id, two.token)).toMatchObject({ success: true, campaignId: id, status: "COMPLETED", metrics });
    }
  });

  it("are not sent when nobody is lapsed: another answer, and nothing is stored", async () => {
    await using old = await createOldServer(dialect);
    const { token } = await old.register({ email: "one@example.com" });
    const { status, body } = await create(old, { customerList: list([CLEO, "Dot,4155550104,2099-12-31"]) }, token);
    expect([status, body]).toEqual([
      200,
      {
        success: true,
        message: "No lapsed customers found (all customers have ordered within the last 30 days)",
        data: { totalCustomers: 2, lapsedCustomers: 0, offerCode: "MISSYOU20" },
      },
    ]);
    expect(await old.app.db.$count(old.app.db.tables.campaign)).toBe(0);
  });

  it("count those who cannot be texted as failed: no number at all, one listed twice, one who said no", async () => {
    await using old = await createOldServer(dialect);
    const { token } = await old.register({ email: "one@example.com" });
    const rows = [ANA, `Again,4155550101,${LAPSED}`, `Dashes,----------,${LAPSED}`, BEN];
    const { data } = read<Made>((await create(old, { customerList: list(rows) }, token)).body);
    expect(data).toMatchObject({
      lapsedCustomersFound: 4,
      messagesSent: 2,
      messagesFailed: 2,
      deliveryRate: "50%",
      totalCost: "0.0150",
    });
    const { contact, smsOptOut } = old.app.db.tables;
    const [known] = await old.app.db.select({ restaurantId: contact.restaurantId, phone: contact.phone }).from(contact);
    if (known) await old.app.db.insert(smsOptOut).values({ ...known, at: old.app.clock(), source: "test" });
    const again = read<Made>((await create(old, { customerList: list([ANA, BEN]) }, token)).body);
    expect(again.data).toMatchObject({ messagesSent: 1, messagesFailed: 1 });
    const nobody = read<Made>((await create(old, { customerList: list([`Dashes,----------,${LAPSED}`]) }, token)).body);
    expect(nobody.message).toBe("SMS campaign sent to 0 lapsed customers! Track redemptions using code MISSYOU20.");
    expect(nobody.data).toMatchObject({ messagesSent: 0, messagesFailed: 1, deliveryRate: "0%", totalCost: "0.0000" });
  });

  it("check fields before the file, the file before its rows, and list what is wrong with each row", async () => {
    await using old = await createOldServer(dialect);
    const { token } = await old.register({ email: "one@example.com" });
    const missing = await create(old, { offer: "" }, token);
    expect([missing.status, missing.body]).toEqual([
      400,
      { success: false, error: "Missing required fields", required: ["offer", "offerCode", "restaurantName"] },
    ]);
    for (const body of [formOf(TEXTS), TEXTS, formOf({ ...TEXTS, customerList: "text" })]) {
      const answer = await old.send("POST", CREATE, { body, token });
      expect([answer.status, answer.body]).toEqual([400, { success: false, error: "Customer list CSV file is required" }]);
    }
    const empty = await create(old, { customerList: list([]) }, token);
    expect([empty.status, empty.body]).toEqual([
      400,
      { success: false, error: "No valid customers found in CSV file", details: [] },
    ]);
    const bad = await create(old, { customerList: list(["Ana,123,2023-01-01", "Ben,5550100002,yesterday,more"]) }, token);
    expect(bad.body).toEqual({
      success: false,
      error: "No valid customers found in CSV file",
      details: [
        {
          row: 1,
          message: "Invalid phone number format",
          data: { customer_name: "Ana", phone_number: "123", last_order_date: "2023-01-01" },
        },
        {
          row: 2,
          message: "Invalid date format (expected YYYY-MM-DD)",
          data: { customer_name: "Ben", phone_number: "5550100002", last_order_date: "yesterday", _3: "more" },
        },
      ],
    });
    const mixed = read<Made>((await create(old, { customerList: list([ANA, "Bad,1,x"]) }, token)).body);
    expect(mixed.data).toMatchObject({
      totalCustomersUploaded: 1,
      csvErrors: [{ row: 2, message: "Invalid phone number format" }],
    });
    const none = await old.send("POST", CREATE, { token });
    expect([none.status, none.body]).toEqual([
      500,
      {
        success: false,
        error: "Internal server error",
        details: "Cannot destructure property 'offer' of 'req.body' as it is undefined.",
      },
    ]);
  });

  describe("with one server for all", () => {
    const opened = sharedOldServer(dialect, OPEN);

    it.each<[string, File, number]>([
      ["CSV by its type alone", list([ANA], "customers.txt"), 200],
      ["CSV by its name alone", list([ANA], "customers.csv", "application/vnd.ms-excel"), 200],
      ["CSV by a type with parameters", list([ANA], "customers.dat", "text/csv; charset=utf-8"), 200],
      ["CSV by its type, its name in capitals", list([ANA], "CUSTOMERS.CSV"), 200],
      ["a name in capitals and the type of a spreadsheet", list([ANA], "CUSTOMERS.CSV", "application/vnd.ms-excel"), 500],
      ["text", list([ANA], "customers.txt", "text/plain"), 500],
      ["the largest size", new File(["x".repeat(2_097_151)], "a.csv"), 400],
      ["2 MiB", new File(["x".repeat(2_097_152)], "a.csv"), 500],
    ])("left open, take or refuse a file by what is said of it: %s", async (_, customerList, status) => {
      for (const path of [CREATE, PREVIEW]) {
        const answer = await opened().send("POST", path, { body: formOf({ ...TEXTS, customerList }) });
        // A bad list is an ordinary preview.
        const body = status === 500 ? { error: "Something went wrong!" } : {};
        expect(answer).toMatchObject({ status: path === PREVIEW && status === 400 ? 200 : status, body });
      }
    });

    it("left open, a code that has no text fails in the engine's words, unless nobody would be told it", async () => {
      const { offerCode: _, ...texts } = TEXTS;
      const ask = async (path: string, customerList: File) => {
        const { status, body } = await opened().send("POST", path, {
          body: formOf({ ...texts, "offerCode[x]": "C", customerList }),
        });
        return [status, body];
      };
      const details = "Cannot convert object to primitive value";
      expect(await ask(CREATE, list([ANA]))).toEqual([500, { success: false, error: "Internal server error", details }]);
      expect(await ask(CREATE, list([CLEO]))).toMatchObject([200, { data: { lapsedCustomers: 0, offerCode: { x: "C" } } }]);
      expect(await ask(PREVIEW, list([CLEO]))).toEqual([500, { success: false, error: "Failed to generate preview" }]);
    });
  });

  it("are previewed without being sent, with a list or without; the code keeps its type", async () => {
    await using old = await createOldServer(dialect);
    const { token } = await old.register({ email: "one@example.com" });
    const preview = async (body: unknown) =>
      read<{ preview: Row & { sampleMessage: string } }>((await old.send("POST", PREVIEW, { body, token })).body).preview;
    const listed = await preview(formOf({ ...TEXTS, customerList: list([CLEO, ANA, BEN, "Bad,1,x"]) }));
    expect(listed).toEqual({
      sampleMessage: expect.stringContaining("Ana Example"),
      characterCount: listed.sampleMessage.length,
      offerCode: "MISSYOU20",
      estimatedCost: "0.0150",
      targetCustomers: 2,
      csvStats: { totalUploaded: 3, lapsedCustomers: 2, errors: 1 },
    });
    const bare = await preview({ ...TEXTS, offerCode: 9 });
    expect(bare).toMatchObject({ offerCode: 9, estimatedCost: "0.0000", targetCustomers: 0, csvStats: null });
    expect(bare.sampleMessage).toContain("Sarah");
    const empty = await preview(formOf({ ...TEXTS, customerList: new File([""], "a.csv") }));
    expect(empty["csvStats"]).toEqual({ totalUploaded: 0, lapsedCustomers: 0, errors: 0 });
    for (const [body, status, error] of [
      [{}, 400, "Missing required fields for preview"],
      [{ ...TEXTS, offerCode: "" }, 400, "Missing required fields for preview"],
      [undefined, 500, "Failed to generate preview"],
    ] as const) {
      const answer = await old.send("POST", PREVIEW, { body, token });
      expect([answer.status, answer.body]).toEqual([status, { success: false, error }]);
    }
    expect(await old.app.db.$count(old.app.db.tables.contact)).toBe(0);
  });

  it("a code that campaigns here cannot have is sent as it was typed, and tracked without its odd signs", async () => {
    await using old = await createOldServer(dialect);
    const { token } = await old.register({ email: "one@example.com" });
    const { data } = read<Made>((await create(old, { offerCode: "save 20!", customerList: list([ANA]) }, token)).body);
    expect(data).toMatchObject({ offerCode: "save 20!", messagesSent: 1 });
    const { campaign } = old.app.db.tables;
    const [stored] = await old.app.db.select({ code: campaign.promoCode, details: campaign.details }).from(campaign);
    expect(stored?.code).toBe("SAVE20");
    expect(read<{ template: string }>(stored?.details).template).toContain("save 20!");
  });

  it("a text that is too long for what is stored is refused before anything is", async () => {
    await using old = await createOldServer(dialect);
    const { token } = await old.register({ email: "one@example.com" });
    const { status, body } = await create(old, { offer: "o".repeat(400), customerList: list([ANA]) }, token);
    expect([status, body]).toEqual([400, { success: false, error: expect.stringContaining("offer:") }]);
    expect(await old.app.db.$count(old.app.db.tables.contact)).toBe(0);
  });

  it("ask for a token unless they are left open; the sample list is for everybody", async () => {
    await using old = await createOldServer(dialect);
    for (const [method, path] of [
      ["POST", CREATE],
      ["POST", PREVIEW],
      ["GET", "/api/sms-campaigns/campaign-status/x"],
    ] as const) {
      expect((await old.send(method, path)).status).toBe(401);
      expect((await old.send(method, path, { token: "bad" })).status).toBe(403);
    }
    const sample = await old.send("GET", "/api/sms-campaigns/sample-csv");
    expect(sample.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(sample.headers.get("content-disposition")).toBe('attachment; filename="sample-customer-list.csv"');
    const lines = sample.text.split("\n");
    expect(lines).toHaveLength(6);
    expect(lines[0]).toBe("customer_name,phone_number,last_order_date,email");
    expect(sample.headers.get("etag")).not.toBeNull();
    await using open = await createOldServer(dialect, OPEN);
    const { body } = await create(open, { customerList: list([ANA, BEN, CLEO]) });
    expect(read<Made>(body).data).toMatchObject({ messagesSent: 2, lapsedCustomersFound: 2 });
    const file = new File([sample.text], "sample.csv", { type: "text/csv" });
    const own = read<Made>((await create(open, { customerList: file })).body).data;
    // It refuses its own third row.
    expect(own["csvErrors"]).toMatchObject([{ row: 3, message: "Invalid phone number format" }]);
    const { campaign, contact } = open.app.db.tables;
    expect([await open.app.db.$count(campaign), await open.app.db.$count(contact)]).toEqual([0, 0]);
  });
});

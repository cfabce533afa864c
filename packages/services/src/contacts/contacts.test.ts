import { createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { describe, expect, it } from "vitest";

const reason = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: value }) });

async function auditActions(app: TestApp): Promise<string[]> {
  const { auditEvent } = app.db.tables;
  const rows = await app.db.select({ action: auditEvent.action }).from(auditEvent).orderBy(auditEvent.id);
  return rows.map(({ action }) => action).filter((action) => action.startsWith("contact."));
}

describe.each(DIALECTS)("customers on %s", (dialect) => {
  it("are added with a number made E.164, once per number and restaurant", async () => {
    await using app = await createTestApp({ dialect });
    const [owner, other] = [await app.createActor(), await app.createActor()];
    const { restaurantId } = owner;
    const mira = await app.as(owner).contacts.create({
      restaurantId,
      name: " Mira ",
      phone: "(555) 010-0001",
      email: "mira@example.com",
      lastOrderOn: "2026-01-30",
    });
    expect(mira).toMatchObject({ name: "Mira", phone: "+15550100001", isLapsed: true, optedOutAt: null, notes: null });
    const again = app.as(owner).contacts.create({ restaurantId, name: "M", phone: "+1 555 010 0001" });
    await expect(again).rejects.toMatchObject({ cause: { reason: "PHONE_TAKEN", details: { contactId: mira.id } } });
    const elsewhere = await app.as(other).contacts.create({ ...other, name: "M", phone: "5550100001" });
    expect(elsewhere.isLapsed).toBe(false);
    await expect(app.as(owner).contacts.create({ restaurantId, name: "X", phone: "----------" })).rejects.toMatchObject({
      cause: { reason: "PHONE_REFUSED", message: "The phone number has no digits." },
    });
    expect(await auditActions(app)).toEqual(["contact.create", "contact.create"]);
  });

  it("are changed in what is given, lose what is null, and are removed", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const { restaurantId } = owner;
    const as = app.as(owner).contacts;
    const { id } = await as.create({ restaurantId, name: "Mira", phone: "5550100001", notes: "window table" });
    await as.create({ restaurantId, name: "Ivo", phone: "5550100002" });
    const changed = await as.update({ id, name: "Mira Q", notes: null, phone: "5550100003" });
    expect(changed).toMatchObject({ name: "Mira Q", notes: null, phone: "+15550100003" });
    await expect(as.update({ id, phone: "5550100002" })).rejects.toEqual(reason("PHONE_TAKEN"));
    expect(await as.update({ id, phone: "+15550100003" })).toMatchObject({ phone: "+15550100003" });
    await as.delete({ id });
    await expect(as.get({ id })).rejects.toEqual(reason("CONTACT_NOT_FOUND"));
    expect(await auditActions(app)).toEqual([
      "contact.create",
      "contact.create",
      "contact.update",
      "contact.update",
      "contact.delete",
    ]);
  });

  it("are listed in every order without a gap, whatever is missing", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const { restaurantId } = owner;
    const people = [
      ["b", "2026-02-02"],
      ["A", undefined],
      ["é", "2026-01-01"],
      ["a", "2026-02-02"],
      ["A", undefined],
    ] as const;
    for (const [at, [name, lastOrderOn]] of people.entries()) {
      app.clock.advance(1000);
      await app.as(owner).contacts.create({ restaurantId, name, phone: `555010000${at}`, ...(lastOrderOn ? { lastOrderOn } : {}) });
    }
    const listed = async (sort: "name" | "lastOrderOn" | "createdAt", order: "asc" | "desc") => {
      const names: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = await app.as(owner).contacts.list({ restaurantId, sort, order, limit: 2, ...(cursor ? { cursor } : {}) });
        names.push(...page.items.map(({ name }) => name));
        cursor = page.nextCursor;
      }
      return names.join("");
    };
    expect(await listed("name", "asc")).toBe("AAabé");
    expect(await listed("name", "desc")).toBe("ébaAA");
    expect(await listed("createdAt", "asc")).toBe("bAéaA");
    expect(await listed("lastOrderOn", "asc")).toBe("AAéba");
    expect(await listed("lastOrderOn", "desc")).toBe("abéAA");
  });

  it("are searched by name, e-mail and number, and filtered by lapsed and opted out", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const { restaurantId } = owner;
    const as = app.as(owner).contacts;
    await as.create({ restaurantId, name: "100% Anna", phone: "5550100001", email: "a_b@example.com", lastOrderOn: "2026-01-31" });
    const { id } = await as.create({ restaurantId, name: "Ben", phone: "5550100002", lastOrderOn: "2026-02-01" });
    await as.optOut({ id });
    const found = async (input: { search?: string; filter?: "lapsed" | "opted-out" }) =>
      (await as.list({ restaurantId, ...input })).items.map(({ name }) => name);
    expect(await found({ search: "ANN" })).toEqual(["100% Anna"]);
    expect(await found({ search: "0%" })).toEqual(["100% Anna"]);
    expect(await found({ search: "A_B@" })).toEqual(["100% Anna"]);
    expect(await found({ search: "(555) 010-0002" })).toEqual(["Ben"]);
    expect(await found({ search: " " })).toHaveLength(2);
    expect(await found({ search: "x' or 1=1" })).toEqual([]);
    expect(await found({ filter: "lapsed" })).toEqual(["100% Anna"]);
    expect(await found({ filter: "opted-out" })).toEqual(["Ben"]);
    expect(await found({ filter: "opted-out", search: "anna" })).toEqual([]);
  });

  it("G06 are sorted by what the list names and nothing else", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const path = `/v1/contacts/list?restaurantId=${owner.restaurantId}&sort=${encodeURIComponent('name"; drop table contact; --')}`;
    const answer = await app.request(path, { headers: { authorization: `Bearer ${owner.accessToken}` } });
    expect(answer.status).toBe(400);
  });

  it("opt out and in; what they said themselves only they take back, and it outlives them", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const { restaurantId } = owner;
    const as = app.as(owner).contacts;
    const { id, phone } = await as.create({ restaurantId, name: "Ben", phone: "5550100002" });
    expect((await as.optOut({ id })).optedOutAt).toEqual(app.clock());
    app.clock.advance(1000);
    expect((await as.optOut({ id })).optedOutAt).toEqual(new Date(app.clock().getTime() - 1000));
    expect((await as.optIn({ id })).optedOutAt).toBeNull();
    expect((await as.optIn({ id })).optedOutAt).toBeNull();
    await app.db.insert(app.db.tables.smsOptOut).values({ restaurantId, phone, at: app.clock(), source: "customer" });
    await expect(as.optIn({ id })).rejects.toEqual(reason("OPTED_OUT_BY_CUSTOMER"));
    await as.delete({ id });
    expect((await as.create({ restaurantId, name: "Ben", phone })).optedOutAt).not.toBeNull();
    expect(await auditActions(app)).toEqual([
      "contact.create",
      "contact.opt-out",
      "contact.opt-in",
      "contact.delete",
      "contact.create",
    ]);
  });

  it("F03 of somebody else do not exist, for reading or writing", async () => {
    await using app = await createTestApp({ dialect });
    const [owner, stranger, admin] = [await app.createActor(), await app.createActor(), await app.createActor({ role: "admin" })];
    const { restaurantId } = owner;
    const { id } = await app.as(owner).contacts.create({ restaurantId, name: "Ben", phone: "5550100002" });
    const as = app.as(stranger).contacts;
    for (const call of [
      () => as.get({ id }),
      () => as.update({ id, name: "x" }),
      () => as.delete({ id }),
      () => as.optOut({ id }),
      () => as.optIn({ id }),
    ]) {
      await expect(call()).rejects.toEqual(reason("CONTACT_NOT_FOUND"));
    }
    for (const call of [
      () => as.list({ restaurantId }),
      () => as.create({ restaurantId, name: "x", phone: "5550100003" }),
      () => as.export({ restaurantId }),
      () => as.imports({ restaurantId }),
      () => as.importRows({ restaurantId, fileName: "x.csv", rows: [] }),
    ]) {
      await expect(call()).rejects.toEqual(reason("RESTAURANT_NOT_FOUND"));
    }
    expect(await app.as(admin).contacts.get({ id })).toMatchObject({ name: "Ben" });
    await expect(app.caller.contacts.get({ id })).rejects.toEqual(reason("NOT_SIGNED_IN"));
  });

  it("I07 leave as CSV that can come back: the same customers, formulas kept from being any", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const { restaurantId } = owner;
    const as = app.as(owner).contacts;
    await as.create({ restaurantId, name: '=HYPERLINK("x")', phone: "5550100001", lastOrderOn: "2026-01-01", notes: 'a,b\n"c"' });
    await as.create({ restaurantId, name: "Ben", phone: "+44 20 7946 0101", lastOrderOn: "2026-02-01", email: "b@example.com" });
    const parts = [await as.export({ restaurantId, limit: 1 })];
    parts.push(await as.export({ restaurantId, limit: 1, cursor: parts[0]?.nextCursor ?? "" }));
    const text = parts.map((part) => part.text).join("");
    expect(text.split("\r\n")[0]).toBe("customer_name,phone_number,last_order_date,email,notes,opted_out_at");
    expect(text).toContain("\"'=HYPERLINK");
    expect(parts.at(-1)).toMatchObject({ rows: 1, nextCursor: null });
    expect(await auditActions(app)).toEqual(["contact.create", "contact.create", "contact.export"]);

    const whole = await app.request(`/v1/contacts/export?restaurantId=${restaurantId}&limit=1`, {
      headers: { authorization: `Bearer ${owner.accessToken}` },
    });
    expect(whole.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(whole.headers.get("content-disposition")).toBe('attachment; filename="customers.csv"');
    expect(await whole.text()).toBe(text);
    const refused = await app.request(`/v1/contacts/export?restaurantId=${restaurantId}`);
    expect([refused.status, refused.headers.get("content-type")]).toEqual([401, "application/problem+json"]);
  });
});

import { sendMail } from "@causeway/services";
import { createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { describe, expect, test } from "vitest";

const LINK = "http://app.test/reset-password#token";
const origin = { at: new Date("2026-03-02T09:30:00Z"), ip: "192.0.2.1", userAgent: null };

async function write(app: TestApp, to: string): Promise<string> {
  const data = { ...origin, link: LINK, validMinutes: 60 };
  const { mailId } = await app.db.transaction((tx) =>
    sendMail(tx, app.runtime, { to, userId: null, template: "reset-password", data }),
  );
  app.clock.advance(1000);
  return mailId;
}

const service = { name: "service", isEmbedded: false, send: async () => ({ id: "1" }) };

describe.each(DIALECTS)("the outbox on %s", (dialect) => {
  test("is listed newest first, in pages, without the words of the mails", async () => {
    await using app = await createTestApp({ dialect });
    const admin = await app.createActor({ role: "admin" });
    const ids = [];
    for (let index = 0; index < 5; index++) ids.push(await write(app, `guest-${index}@example.com`));
    const first = await app.as(admin).mail.list({ limit: 3 });
    expect(first.items.map(({ id }) => id)).toEqual(ids.slice(2).reverse());
    expect(Object.keys(first.items[0] ?? {}).sort()).toEqual([
      "createdAt",
      "id",
      "lastError",
      "recipient",
      "sentAt",
      "state",
      "subject",
      "template",
      "userId",
    ]);
    const second = await app.as(admin).mail.list({ limit: 3, cursor: first.nextCursor ?? "" });
    expect(second.items.map(({ id }) => id)).toEqual(ids.slice(0, 2).reverse());
    expect(second.nextCursor).toBeNull();
  });

  test("is searched by a part of the recipient, by state and by template", async () => {
    await using app = await createTestApp({ dialect });
    const admin = await app.createActor({ role: "admin" });
    await write(app, "Anna_B@example.com");
    await app.runJobs();
    await write(app, "annaxb@example.com");
    const found = async (input: object) => (await app.as(admin).mail.list(input)).items.map(({ recipient }) => recipient);
    expect(await found({ search: "anna_" })).toEqual(["Anna_B@example.com"]);
    expect(await found({ search: "ANNA" })).toHaveLength(2);
    expect(await found({ search: "%" })).toEqual([]);
    expect(await found({ state: "queued" })).toEqual(["annaxb@example.com"]);
    expect(await found({ state: "sent" })).toEqual(["Anna_B@example.com"]);
    expect(await found({ template: "verify-email" })).toEqual([]);
  });

  test("shows the link of a mail only where there is no mail service, and only once the mail is out", async () => {
    await using app = await createTestApp({ dialect });
    const admin = await app.createActor({ role: "admin" });
    const id = await write(app, "anna@example.com");
    const waiting = await app.as(admin).mail.get({ id });
    expect(waiting).toMatchObject({ state: "queued", isLinkHidden: true });
    expect(waiting.text + waiting.html).not.toContain("#token");
    await app.runJobs();
    const out = await app.as(admin).mail.get({ id });
    expect(out).toMatchObject({ state: "sent", isLinkHidden: false });
    expect(out.text).toContain(LINK);
  });

  test("never shows the link of a mail that went out by a service", async () => {
    await using app = await createTestApp({ dialect, providers: { mail: service } });
    const admin = await app.createActor({ role: "admin" });
    const id = await write(app, "anna@example.com");
    await app.runJobs();
    const mail = await app.as(admin).mail.get({ id });
    expect(mail).toMatchObject({ state: "sent", isLinkHidden: true });
    expect(mail.text + mail.html).not.toContain("#token");
  });

  test("L01 that somebody read a mail is audited", async () => {
    await using app = await createTestApp({ dialect });
    const admin = await app.createActor({ role: "admin" });
    const id = await write(app, "anna@example.com");
    await app.as(admin).mail.get({ id });
    const events = await app.db.select().from(app.db.tables.auditEvent);
    expect(events.filter(({ action }) => action === "mail.read")).toMatchObject([
      { actorUserId: admin.userId, subjectType: "mail", subjectId: id, result: "success" },
    ]);
  });

  test("is closed to restaurants, and a mail that is not there is not found", async () => {
    await using app = await createTestApp({ dialect });
    const [admin, restaurant] = [await app.createActor({ role: "admin" }), await app.createActor()];
    const id = await write(app, restaurant.email);
    for (const call of [
      app.as(restaurant).mail.list({}),
      app.as(restaurant).mail.get({ id }),
      app.as(restaurant).mail.templates(),
      app.as(restaurant).mail.preview({ template: "verify-email" }),
    ]) {
      await expect(call).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
    const missing = app.as(admin).mail.get({ id: "00000000-0000-7000-8000-000000000000" });
    await expect(missing).rejects.toMatchObject({ code: "NOT_FOUND", cause: { reason: "MAIL_NOT_FOUND" } });
  });

  test("every template has a preview with made-up data", async () => {
    await using app = await createTestApp({ dialect });
    const admin = app.as(await app.createActor({ role: "admin" }));
    const templates = await admin.mail.templates();
    expect(templates).toContainEqual({ name: "reset-password", summary: "Somebody asked for a new password.", hasLink: true });
    for (const { name } of templates) {
      const { subject, html } = await admin.mail.preview({ template: name });
      expect(html).toContain(`<title>${subject}</title>`);
    }
  });

  test("forgets mails after 90 days", async () => {
    await using app = await createTestApp({ dialect });
    await app.runJobs();
    await write(app, "old@example.com");
    app.clock.advance(2 * 86_400_000);
    await write(app, "new@example.com");
    await app.runJobs();
    app.clock.advance(88.5 * 86_400_000);
    await app.runJobs();
    const left = await app.db.select().from(app.db.tables.mailMessage);
    expect(left.map(({ recipient }) => recipient)).toEqual(["new@example.com"]);
  });
});

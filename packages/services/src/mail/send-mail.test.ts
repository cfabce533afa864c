import { ProviderError } from "@causeway/providers";
import { sendMail } from "@causeway/services";
import { createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";

const LINK = "http://app.test/reset-password#token-of-only-one-person";

const mail = {
  to: "anna@example.com",
  userId: null,
  template: "reset-password" as const,
  data: { link: LINK, validMinutes: 60, at: new Date("2026-03-02T09:30:00Z"), ip: "192.0.2.1", userAgent: null },
};

const stored = async (app: TestApp) => {
  const [row] = await app.db.select().from(app.db.tables.mailMessage);
  return row;
};

describe.each(DIALECTS)("sendMail on %s", (dialect) => {
  test("a mail is stored with its cause and sent by a job", async () => {
    await using app = await createTestApp({ dialect });
    const { mailId } = await app.db.transaction((tx) => sendMail(tx, app.runtime, mail));
    expect(app.providers.mail.sent).toEqual([]);
    expect(await stored(app)).toMatchObject({ id: mailId, state: "queued", recipient: mail.to, sentAt: null });
    await app.runJobs();
    expect(app.providers.mail.sent).toEqual([expect.objectContaining({ to: mail.to, key: mailId, subject: "Set a new password" })]);
    expect(app.providers.mail.sent[0]?.text).toContain(LINK);
    expect(await stored(app)).toMatchObject({ state: "sent", sentAt: app.clock(), externalId: `embedded-${mailId}` });
  });

  test("K02 a mail of a transaction that is rolled back is neither stored nor sent", async () => {
    await using app = await createTestApp({ dialect });
    const failing = app.db.transaction(async (tx) => {
      await sendMail(tx, app.runtime, mail);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    await app.runJobs();
    expect(await stored(app)).toBeUndefined();
    expect(app.providers.mail.sent).toEqual([]);
  });

  test("with a mail service the link is in the mail and nowhere else", async () => {
    const sent: { text: string; html: string }[] = [];
    const service = {
      name: "service",
      isEmbedded: false,
      send: async (message: { text: string; html: string }) => (sent.push(message), { id: "1" }),
    };
    await using app = await createTestApp({ dialect, providers: { mail: service } });
    await app.db.transaction((tx) => sendMail(tx, app.runtime, mail));
    const waiting = await stored(app);
    expect(JSON.stringify(waiting)).not.toContain("token-of-only-one-person");
    expect(waiting?.text).toContain("this-link-is-only-in-the-mail");
    const jobs = await app.db.select().from(app.db.tables.job);
    expect(JSON.stringify(jobs)).not.toContain("token-of-only-one-person");
    await app.runJobs();
    expect(sent[0]?.text).toContain(LINK);
    expect(sent[0]?.html).toContain(`href="${LINK}"`);
    expect(await stored(app)).toMatchObject({ state: "sent", sealedBody: null, text: waiting?.text });
  });

  test("K05 an address with a line break is stored as failed and never sent", async () => {
    await using app = await createTestApp({ dialect });
    await app.db.transaction((tx) => sendMail(tx, app.runtime, { ...mail, to: "anna@example.com\r\nBcc: eve@example.com" }));
    await app.runJobs();
    expect(app.providers.mail.sent).toEqual([]);
    expect(await stored(app)).toMatchObject({ state: "failed", lastError: expect.stringContaining("line break") });
  });

  test("a mail that the service refuses for good is not tried again", async () => {
    let calls = 0;
    const refusing = {
      name: "service",
      isEmbedded: false,
      async send(): Promise<never> {
        calls++;
        throw new ProviderError({ failure: "refused", message: "550 no such person" });
      },
    };
    await using app = await createTestApp({ dialect, providers: { mail: refusing } });
    await app.db.transaction((tx) => sendMail(tx, app.runtime, mail));
    for (let hour = 0; hour < 3; hour++) {
      await app.runJobs();
      app.clock.advance(3_600_000);
    }
    expect(calls).toBe(1);
    expect(await stored(app)).toMatchObject({ state: "failed", lastError: "550 no such person" });
  });

  test("a service that is down gets the same mail later, and an operator sees why until then", async () => {
    let calls = 0;
    const flaky = {
      name: "service",
      isEmbedded: false,
      async send() {
        if (++calls < 3) throw new ProviderError({ failure: "unavailable", message: "421 come back later" });
        return { id: "third time" };
      },
    };
    await using app = await createTestApp({ dialect, providers: { mail: flaky } });
    await app.db.transaction((tx) => sendMail(tx, app.runtime, mail));
    await app.runJobs();
    expect(await stored(app)).toMatchObject({ state: "queued", lastError: "421 come back later" });
    for (let hour = 0; hour < 3; hour++) {
      app.clock.advance(3_600_000);
      await app.runJobs();
    }
    expect(await stored(app)).toMatchObject({ state: "sent", externalId: "third time", lastError: null });
  });

  test("a service that stays down leaves a failed mail, and a dead job that can be driven again", async () => {
    const down = {
      name: "service",
      isEmbedded: false,
      send: async (): Promise<never> => {
        throw new ProviderError({ failure: "unavailable", message: "421 come back later" });
      },
    };
    await using app = await createTestApp({ dialect, providers: { mail: down } });
    await app.db.transaction((tx) => sendMail(tx, app.runtime, mail));
    for (let hour = 0; hour < 10; hour++) {
      await app.runJobs();
      app.clock.advance(2 * 3_600_000);
    }
    expect(await stored(app)).toMatchObject({ state: "failed", lastError: "421 come back later" });
    const { job: table } = app.db.tables;
    const [job] = await app.db.select().from(table).where(eq(table.name, "mail.send"));
    expect(job).toMatchObject({ state: "dead", attempts: 8 });
  });
});

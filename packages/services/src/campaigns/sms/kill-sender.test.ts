import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { describe, expect, it } from "vitest";
import { createOutboxSms, readOutbox } from "../../../test/campaigns/outbox-sms.ts";
import { addCustomers, countsOf, createCampaign, letPass } from "../../../test/campaigns/sms-campaign.ts";

const PROGRAM = join(import.meta.dirname, "../../../test/campaigns/send-and-die.ts");
const CUSTOMERS = 50;

async function openOutbox() {
  const folder = await mkdtemp(join(tmpdir(), "causeway-outbox-"));
  return { path: join(folder, "outbox"), [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

/** Runs what is due in a process of its own, which is killed at that call. Gives the signal that ended it. */
async function sendAndDie(app: TestApp, options: { outbox: string; call: number; moment: "before" | "after" }) {
  const { authSecret: secret } = app.settings;
  const task = { url: app.databaseUrl, secret, now: app.clock(), ...options };
  const env = { ...process.env, NODE_COMPILE_CACHE: join(import.meta.dirname, "../../../node_modules/.cache/compiled") };
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify(task)], { stdio: ["ignore", "inherit", "inherit"], env });
  const [, signal] = await once(child, "exit");
  return signal;
}

describe.each(DIALECTS)("a worker killed while it sends text messages, on %s", { timeout: 120_000 }, (dialect) => {
  it.each([
    { call: 1, moment: "before" },
    { call: 1, moment: "after" },
    { call: 27, moment: "before" },
    { call: 38, moment: "after" },
    { call: 50, moment: "after" },
  ] as const)("K01 $moment call $call: nobody is texted twice, nobody is left out, and the counts are true", async (death) => {
    await using outbox = await openOutbox();
    await using app = await createTestApp({ dialect, providers: { sms: createOutboxSms(outbox.path) } });
    const owner = await app.createActor();
    await addCustomers(app, owner, CUSTOMERS);
    const id = await createCampaign(app, owner);
    expect(await sendAndDie(app, { outbox: outbox.path, ...death })).toBe("SIGKILL");
    const before = readOutbox(outbox.path).length;
    expect(before).toBeLessThanOrEqual(death.call + 20);
    const counts = await countsOf(app, owner, id);
    expect(counts["sending"] ?? 0).toBeGreaterThan(0);
    await letPass(app, 5);
    const phones = readOutbox(outbox.path).map(({ to }) => to);
    expect(phones).toHaveLength(CUSTOMERS);
    expect(new Set(phones).size).toBe(CUSTOMERS);
    expect(await countsOf(app, owner, id)).toEqual({ total: CUSTOMERS, sent: CUSTOMERS });
    expect(await app.as(owner).campaigns.get({ id })).toMatchObject({ status: "completed", failure: null });
  });
});

import { createRuntime, ensureRoles } from "@causeway/services";
import { openTestStore } from "@causeway/testing";
import { describe, expect, it } from "vitest";
import { createApp } from "./app.ts";
import { createLogger } from "./logger.ts";
import { readSettings } from "./settings.ts";

const SECRET = "geheim-7f3a";
const ORIGIN = "http://app.test";

/** The whole server with the log it has in production, over a database that fails for whatever is asked. */
async function createBrokenServer() {
  const database = await openTestStore("sqlite");
  let log = "";
  const logger = createLogger("debug", { write: (line) => void (log += line) });
  const settings = readSettings({ AUTH_SECRET: `${SECRET}-of-the-operator-of-this-server` });
  const runtime = await createRuntime({ db: database.store.db, logger, secret: settings.authSecret ?? "" });
  await ensureRoles(database.store.db);
  await database.store.close();
  const app = createApp({ runtime, settings, publicUrl: ORIGIN, webFolder: "/nonexistent", isReady: async () => false });
  return { app, log: () => log, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

describe("secrets in requests that fail", () => {
  it("L05 stand in no log and no answer, wherever they were sent", async () => {
    await using server = await createBrokenServer();
    const headers = {
      "content-type": "application/json",
      origin: ORIGIN,
      authorization: `Bearer ${SECRET}`,
      cookie: `causeway-access=${SECRET}; causeway-refresh=${SECRET}`,
      "x-api-key": SECRET,
      "user-agent": `agent ${SECRET}`,
    };
    const { authorization: _, ...withoutToken } = headers;
    const inputs = [
      ["identity.signIn", { email: `${SECRET}@test.example`, password: SECRET }],
      ["identity.resetPassword", { token: SECRET, password: `${SECRET}-${SECRET}` }],
      ["identity.refresh", { refreshToken: SECRET, delivery: "body" }],
    ] as const;
    const requests = inputs.flatMap(([name, input]) => {
      const v1 = `/v1/${name.replace(".", "/").replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      return [headers, withoutToken].flatMap((given) => [
        { path: `/trpc/${name}?token=${SECRET}`, headers: given, body: JSON.stringify({ json: input }) },
        { path: `${v1}?password=${SECRET}`, headers: given, body: JSON.stringify(input) },
        { path: `${v1}?password=${SECRET}`, headers: given, body: `{"password": ${SECRET}` },
      ]);
    });
    const old = {
      path: `/legacy/momentum/api/auth/login?token=${SECRET}`,
      headers,
      body: JSON.stringify({ email: SECRET, password: SECRET }),
    };
    const statuses: number[] = [];
    for (const { path, ...init } of [...requests, old]) {
      const response = await server.app.request(path, { method: "POST", ...init });
      statuses.push(response.status);
      const shown = `${JSON.stringify([...response.headers])}${await response.text()}`;
      expect(shown, path).not.toContain(SECRET);
    }
    expect(statuses.filter((status) => status >= 500).length).toBeGreaterThan(3);
    expect(
      server
        .log()
        .split("\n")
        .filter((line) => line.includes('"level":"error"')).length,
    ).toBeGreaterThan(3);
    expect(server.log()).not.toContain(SECRET);
  });
});

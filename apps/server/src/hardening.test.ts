import { once } from "node:events";
import { mkdtemp, rm, writeFile, mkdir } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Actor, createTestApp, type TestApp } from "@causeway/testing";
import { serve } from "@hono/node-server";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "./app.ts";

let app: TestApp;
let owner: Actor;
let folder: string;
let server: ReturnType<typeof serve>;
let port: number;

beforeAll(async () => {
  app = await createTestApp({ environment: { LEGACY_MOUNTS: "momentum=/" } });
  owner = await app.createActor();
  folder = await mkdtemp(join(tmpdir(), "causeway-web-"));
  await mkdir(join(folder, "web/assets"), { recursive: true });
  await writeFile(join(folder, "web/index.html"), "the page");
  await writeFile(join(folder, "web/assets/app.js"), "the script");
  await writeFile(join(folder, "secret.txt"), "the neighbour's secret");
  const hono = createApp({
    runtime: app.runtime,
    settings: app.settings,
    publicUrl: "http://app.test",
    webFolder: join(folder, "web"),
    isReady: async () => true,
  });
  server = serve({ fetch: hono.fetch, hostname: "127.0.0.1", port: 0 });
  await once(server, "listening");
  const address = server.address();
  port = typeof address === "object" && address ? address.port : 0;
});
afterAll(async () => {
  if ("closeAllConnections" in server) server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
  await app[Symbol.asyncDispose]();
});

/** Bytes as they are, because every client would put a path in order first. */
async function send(head: string, body = ""): Promise<{ status: number; text: string }> {
  const socket = connect(port, "127.0.0.1");
  let text = "";
  socket.on("data", (data) => (text += String(data)));
  // The server may hang up on a request that it refuses before it was sent.
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.write(`${head}\r\nhost: app.test\r\nconnection: close\r\n\r\n${body}`);
  await once(socket, "close");
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]), text };
}

const authorization = () => `authorization: Bearer ${owner.accessToken}`;
const json = "content-type: application/json";

describe("spellings of a path", () => {
  const SPELLINGS = [
    "/v1/identity/%6de",
    "/v1/identity/m%65",
    "/v1//identity/me",
    "//v1/identity/me",
    "/v1/identity/me/",
    "/v1/./identity/me",
    "/v1/x/../identity/me",
    "/v1/%2e/identity/me",
    "/v1/x/%2e%2e/identity/me",
    "/v1/identity%2fme",
    "/v1%2fidentity%2fme",
    "/v1/identity%252fme",
    "/v1\\identity\\me",
    "/v1/identity%5cme",
    "/V1/identity/me",
    "/v1/identity/me;x=1",
    "/v1/identity/me%00",
    "/v1/identity/me%",
    "/v1/identity/me#x",
    "http://app.test/v1/identity/me",
    "/assets/../v1/identity/me",
    "/assets/%2e%2e/v1/identity/me",
  ];

  it.each(SPELLINGS)("G05 are the address itself, with all its checks, or nothing: %s", async (path) => {
    const known = await send(`GET ${path} HTTP/1.1\r\n${authorization()}`);
    const stranger = await send(`GET ${path} HTTP/1.1`);
    expect(stranger.text).not.toContain(owner.email);
    const isTheAddress = known.text.includes(owner.email);
    expect(isTheAddress ? [401] : [400, 404]).toContain(isTheAddress ? stranger.status : known.status);
  });

  it.each([
    "/v1/identity/sign-in",
    "/v1//identity/sign-in",
    "/v1/identity/%73ign-in",
    "/v1/x/%2e%2e/identity/sign-in",
    "/trpc/identity.signIn",
    "/trpc//identity.signIn",
    "/trpc/identity%2esignIn",
    "/trpc/x/../identity.signIn",
    "/TRPC/identity.signIn",
  ])("G05 G02 have the same limits where they lead to the same procedure: %s", async (path) => {
    const large = `{"email":"${"x".repeat(2_000_000)}"}`;
    const { status } = await send(`POST ${path} HTTP/1.1\r\n${json}\r\ncontent-length: ${large.length}`, large);
    expect([400, 404, 413]).toContain(status);
    const cross = "origin: https://evil.example";
    const refused = await send(`POST ${path} HTTP/1.1\r\n${json}\r\n${cross}\r\ncontent-length: 2`, "{}");
    expect([400, 403, 404]).toContain(refused.status);
  });

  it.each([
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e%2fsecret.txt",
    "/%252e%252e%252fsecret.txt",
    "/..%5csecret.txt",
    "/..\\secret.txt",
    "/assets/../../secret.txt",
    "/assets/%2e%2e/%2e%2e/secret.txt",
    "/assets/..%2f..%2fsecret.txt",
    "/assets//../../secret.txt",
    "/assets/....//....//secret.txt",
    "/assets/%c0%ae%c0%ae/secret.txt",
    "/secret.txt%00.html",
    "//secret.txt",
    "/docs/../../secret.txt",
    "/docs/%2e%2e/%2e%2e/secret.txt",
    "/files/%2e%2e%2fsecret.txt",
  ])("G05 reach no file but those of the web app: %s", async (path) => {
    const { text } = await send(`GET ${path} HTTP/1.1\r\naccept: text/html`);
    expect(text).not.toContain("neighbour");
  });

  it("G05 of the web app's own files are served, to show that the others could have been", async () => {
    expect((await send("GET /assets/app.js HTTP/1.1")).text).toContain("the script");
    expect((await send("GET /some/page HTTP/1.1\r\naccept: text/html")).text).toContain("the page");
  });

  it.each([
    "/api/auth/me",
    "/api/auth/%6de",
    "/api//auth/me",
    "/api/x/../auth/me",
    "/api/auth/me/",
    "/API/AUTH/ME",
    "/api/auth%2fme",
  ])("G05 of an old API ask for a token, or are nothing: %s", async (path) => {
    expect([400, 401, 404]).toContain((await send(`GET ${path} HTTP/1.1`)).status);
  });
});

describe("headers that only our own machines may send", () => {
  it("G07 change neither who calls nor where from, when strangers send them", async () => {
    const spoofed = [
      "x-forwarded-for: 203.0.113.7",
      "x-real-ip: 203.0.113.7",
      "forwarded: for=203.0.113.7",
      "cf-connecting-ip: 203.0.113.7",
      "true-client-ip: 203.0.113.7",
      "x-forwarded-host: evil.example",
      "x-forwarded-proto: https",
      "x-original-url: /v1/restaurants/platform",
      "x-rewrite-url: /v1/restaurants/platform",
      "x-http-method-override: DELETE",
      `x-user-id: ${owner.userId}`,
      `x-impersonate: ${owner.userId}`,
      "x-causeway-shadow: 1",
      "x-causeway-cohort: new",
      "x-causeway-impersonator: admin",
    ].join("\r\n");
    expect((await send(`GET /v1/identity/me HTTP/1.1\r\n${spoofed}`)).status).toBe(401);
    const body = JSON.stringify({ email: "nobody@test.example", password: "wrong" });
    const signIn = `POST /v1/identity/sign-in HTTP/1.1\r\n${json}\r\n${spoofed}\r\ncontent-length: ${body.length}`;
    expect((await send(signIn, body)).status).toBe(401);
    const { auditEvent } = app.db.tables;
    const failures = await app.db.select({ ip: auditEvent.ip }).from(auditEvent).where(eq(auditEvent.result, "failure"));
    expect(failures).toEqual([{ ip: "127.0.0.1" }]);
  });
});

describe("requests out of the ordinary", () => {
  it.each([
    ["two lengths", `POST /v1/identity/sign-in HTTP/1.1\r\n${json}\r\ncontent-length: 2\r\ncontent-length: 3`, "{}"],
    [
      "a length and chunks",
      `POST /v1/identity/sign-in HTTP/1.1\r\n${json}\r\ncontent-length: 2\r\ntransfer-encoding: chunked`,
      "{}",
    ],
    ["a length below nothing", `POST /v1/identity/sign-in HTTP/1.1\r\n${json}\r\ncontent-length: -1`, "{}"],
    ["a length that is no number", `POST /v1/identity/sign-in HTTP/1.1\r\n${json}\r\ncontent-length: two`, "{}"],
    ["a header line that is folded", `GET /v1/identity/me HTTP/1.1\r\nx-a: 1\r\n 2`, ""],
    ["a header that is too long", `GET /v1/identity/me HTTP/1.1\r\nauthorization: Bearer ${"x".repeat(20_000)}`, ""],
    ["a header that is not ASCII", "GET /v1/identity/me HTTP/1.1\r\nauthorization: Bearer \u00e9\u00e9", ""],
    ["no method that exists", "BREW /v1/identity/me HTTP/1.1", ""],
  ])("G02 B12 are refused and the process lives: %s", async (_, head, body) => {
    const { status } = await send(head, body);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect((await send("GET /healthz HTTP/1.1")).status).toBe(200);
  });

  it("G04 that ask for a WebSocket get none, broken connection parameters or not", async () => {
    const upgrade = "upgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==";
    for (const path of ["/trpc", "/trpc?connectionParams=1", "/trpc/identity.me?connectionParams=%7Bbroken", "/"]) {
      const { status } = await send(`GET ${path} HTTP/1.1\r\n${upgrade}`);
      expect(status).not.toBe(101);
      expect(status).toBeLessThan(500);
    }
    expect((await send("GET /healthz HTTP/1.1")).status).toBe(200);
  });
});

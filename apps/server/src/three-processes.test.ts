import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore, type Store } from "@causeway/db";
import {
  createRuntime,
  importTotpSecret,
  rotateSigningKeys,
  type Runtime,
  serviceContext,
  storeImportedFactor,
  totpCode,
} from "@causeway/services";
import { createActor } from "@causeway/testing";
import { createPostgresDatabase, type PostgresDatabase } from "@causeway/testing/postgres";
import { hasRedis, openTestRedis } from "@causeway/testing/redis";
import { eq } from "drizzle-orm";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { launchServer, type ServerProcess } from "./test/launch-server.ts";

const SECRET = "the secret of three processes, thirty-two and more";
const START_MS = 120_000;

const Answer = z.object({
  result: z.object({ data: z.object({ json: z.unknown() }) }).optional(),
  error: z.object({ json: z.object({ data: z.object({ reason: z.string() }) }) }).optional(),
});
const Session = z.object({ tokens: z.object({ accessToken: z.string(), refreshToken: z.string() }) });
const Challenge = z.object({ challenge: z.string() });
const Created = z.object({ key: z.string() });
const Header = z.object({ kid: z.string() });
const keyOf = (token: string) => Header.parse(JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString())).kid;

/** What a procedure said: its output, or the reason why not. */
interface Said {
  status: number;
  output: unknown;
  reason: string | null;
}

const PATIENCE = { timeout: 60_000 };

/** The same suite with and without Redis. */
function defineSuite(isWithRedis: boolean): void {
  let database: PostgresDatabase;
  let store: Store;
  let runtime: Runtime;
  let folder: string;
  let redis: Awaited<ReturnType<typeof openTestRedis>> | null = null;
  let processes: ServerProcess[] = [];
  let urls: string[];
  let turn = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "causeway-three-"));
    database = await createPostgresDatabase();
    redis = isWithRedis ? await openTestRedis() : null;
    const environment = {
      DATA_DIR: folder,
      DATABASE_URL: database.url,
      AUTH_SECRET: SECRET,
      RATE_LIMITS: "off",
      ...(redis ? { REDIS_URL: redis.url } : {}),
    };
    processes = [1, 2, 3].map(() => launchServer(environment));
    urls = await Promise.all(processes.map(({ ready }) => ready));
    store = openStore(database.url);
    runtime = await createRuntime({ db: store.db, logger: pino({ level: "silent" }), secret: SECRET });
  }, START_MS);

  afterAll(async () => {
    for (const each of processes) each.kill();
    await Promise.all(processes.map(({ exited }) => exited));
    await store.close();
    await redis?.[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  /** Calls a mutation on the next process, or on this one. */
  async function call(path: string, input: unknown, options: { token?: string; at?: number } = {}): Promise<Said> {
    const url = urls[options.at ?? turn++ % urls.length] ?? "";
    const response = await fetch(`${url}/trpc/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(options.token ? { authorization: `Bearer ${options.token}` } : {}) },
      body: JSON.stringify({ json: input }),
    });
    const { result, error } = Answer.parse(await response.json());
    return { status: response.status, output: result?.data.json, reason: error?.json.data.reason ?? null };
  }
  async function isIn(token: string, at: number): Promise<boolean> {
    const response = await fetch(`${urls[at] ?? ""}/trpc/restaurants.mine`, { headers: { authorization: `Bearer ${token}` } });
    await response.arrayBuffer();
    return response.status === 200;
  }
  const everywhere = (token: string) => Promise.all([0, 1, 2].map((at) => isIn(token, at)));
  const refresh = (refreshToken: string, at?: number) =>
    call("identity.refresh", { refreshToken, delivery: "body" }, at === undefined ? {} : { at });
  const tokensOf = ({ output }: Said) => Session.parse(output).tokens;
  const somebody = () => createActor(runtime);
  async function rotatedBefore(milliseconds: number, sessionId: string | null): Promise<void> {
    const { refreshToken } = store.db.tables;
    const rows = await store.db
      .select()
      .from(refreshToken)
      .where(eq(refreshToken.sessionId, sessionId ?? ""));
    for (const { hash, rotatedAt } of rows) {
      if (rotatedAt === null) continue;
      const earlier = new Date(rotatedAt.getTime() - milliseconds);
      await store.db.update(refreshToken).set({ rotatedAt: earlier }).where(eq(refreshToken.hash, hash));
    }
  }

  it("C07 twenty parallel refreshes make one successor and leave all twenty callers signed in", async () => {
    const { refreshToken, principal } = await somebody();
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(refreshToken)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(new Set(answers.map((answer) => tokensOf(answer).refreshToken)).size).toBe(1);
    const { refreshToken: table } = store.db.tables;
    expect(await store.db.$count(table, eq(table.sessionId, principal.sessionId ?? ""))).toBe(2);
    for (const answer of answers) expect(await isIn(tokensOf(answer).accessToken, turn++ % 3)).toBe(true);
  });

  it("C08 C12 a stolen token ends its session in every process, is audited and mailed; other devices stay in", async () => {
    const actor = await somebody();
    const other = tokensOf(await call("identity.signIn", { email: actor.email, password: actor.password, delivery: "body" }));
    const { accessToken, refreshToken: next } = tokensOf(await refresh(actor.refreshToken, 0));
    expect(await everywhere(accessToken)).toEqual([true, true, true]);
    await rotatedBefore(11_000, actor.principal.sessionId);
    expect(await refresh(actor.refreshToken, 1)).toMatchObject({ status: 401, reason: "REFRESH_REUSED" });
    expect(await everywhere(accessToken)).toEqual([false, false, false]);
    expect(await refresh(next, 2)).toMatchObject({ status: 401, reason: "SESSION_ENDED" });
    expect(await everywhere(other.accessToken)).toEqual([true, true, true]);
    const { auditEvent, mailMessage } = store.db.tables;
    expect(await store.db.$count(auditEvent, eq(auditEvent.subjectId, actor.principal.sessionId ?? ""))).toBeGreaterThan(0);
    const mails = await store.db.select().from(mailMessage).where(eq(mailMessage.recipient, actor.email));
    expect(mails.map(({ template }) => template)).toContain("session-reuse");
  });

  it("C09 a token of two generations back is reuse at once, whichever process sees it", async () => {
    const { refreshToken } = await somebody();
    const second = tokensOf(await refresh(refreshToken, 0));
    const third = tokensOf(await refresh(second.refreshToken, 1));
    expect(await refresh(refreshToken, 2)).toMatchObject({ status: 401, reason: "REFRESH_REUSED" });
    expect(await everywhere(third.accessToken)).toEqual([false, false, false]);
  });

  it("C10 a client whose answer was lost gets the same successor from another process", async () => {
    const { refreshToken } = await somebody();
    const lost = tokensOf(await refresh(refreshToken, 0));
    expect(tokensOf(await refresh(refreshToken, 1)).refreshToken).toBe(lost.refreshToken);
    expect(tokensOf(await refresh(refreshToken, 2)).refreshToken).toBe(lost.refreshToken);
  });

  it("C11 a session is dead after sign-out, whatever refresh of another process it raced with", async () => {
    for (let round = 0; round < 10; round++) {
      const { accessToken, refreshToken } = await somebody();
      const [refreshed] = await Promise.all([
        refresh(refreshToken, round % 3),
        call("identity.signOut", undefined, { token: accessToken, at: (round + 1) % 3 }),
      ]);
      const last = refreshed.status === 200 ? tokensOf(refreshed) : { accessToken, refreshToken };
      expect(await refresh(last.refreshToken, (round + 2) % 3)).toMatchObject({ status: 401 });
      expect(await everywhere(last.accessToken)).toEqual([false, false, false]);
    }
  });

  it("E03 one of eighteen parallel sign-ins with the same code gets in", async () => {
    const { userId, email, password } = await somebody();
    const totp = importTotpSecret({ library: "otplib", text: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" });
    await store.db.transaction((tx) => storeImportedFactor(tx, runtime, { userId, totp, backupCodes: [] }));
    const challenges: string[] = [];
    for (let nth = 0; nth < 18; nth++) {
      const { output } = await call("identity.signIn", { email, password, delivery: "body" });
      challenges.push(Challenge.parse(output).challenge);
    }
    const code = totpCode(totp, new Date());
    const answers = await Promise.all(
      challenges.map((challenge) => call("identity.completeSignIn", { challenge, code, delivery: "body" })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const reasons = new Set(answers.map(({ reason }) => reason));
    for (const reason of reasons) expect([null, "CODE_WRONG", "SIGN_IN_LOCKED", "TOO_BUSY"]).toContain(reason);
  });

  it("F06 one of 50 parallel calls with a key for one use passes", async () => {
    const { accessToken } = await somebody();
    const made = await call("apiKeys.create", { name: "Once", scopes: ["restaurant:read"], maxUses: 1 }, { token: accessToken });
    const { key } = Created.parse(made.output);
    const passed = await Promise.all(Array.from({ length: 50 }, (_, nth) => isIn(key, nth % 3)));
    expect(passed.filter(Boolean)).toHaveLength(1);
  });

  it("C05 after a rotation every process takes old and new tokens, and signs with the new key, without a restart", async () => {
    const actor = await somebody();
    const { keyId } = await rotateSigningKeys(serviceContext(runtime, "command:rotate-keys"));
    const fresh = await createRuntime({ db: store.db, logger: pino({ level: "silent" }), secret: SECRET });
    const { token } = await fresh.accessTokens.issue({ userId: actor.userId, sessionId: actor.principal.sessionId ?? "" });
    expect(keyOf(token)).toBe(keyId);
    expect(await everywhere(token)).toEqual([true, true, true]);
    expect(await everywhere(actor.accessToken)).toEqual([true, true, true]);
    for (const at of [0, 1, 2]) {
      const signedIn = await call("identity.signIn", { email: actor.email, password: actor.password, delivery: "body" }, { at });
      expect(keyOf(tokensOf(signedIn).accessToken)).toBe(keyId);
    }
  });

  it("a process that is killed takes nobody's session with it", async () => {
    const { accessToken, refreshToken } = await somebody();
    const [first] = processes;
    const { refreshToken: next } = tokensOf(await refresh(refreshToken, 0));
    first?.kill();
    if (first && first.child.exitCode === null && first.child.signalCode === null) await once(first.child, "exit");
    expect([await isIn(accessToken, 1), await isIn(accessToken, 2)]).toEqual([true, true]);
    expect(await refresh(next, 1)).toMatchObject({ status: 200 });
  });
}

describe("three processes on Postgres", PATIENCE, () => {
  defineSuite(false);
});

const left = hasRedis ? "" : ": left out, because there is neither a redis-server here nor TEST_REDIS_URL";
describe.skipIf(!hasRedis)(`three processes on Postgres and Redis${left}`, PATIENCE, () => {
  defineSuite(true);
});

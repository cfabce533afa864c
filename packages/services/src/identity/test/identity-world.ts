import { emailKey } from "@causeway/contract";
import { type Actor, anonymousContext, appCode, type TestApp, tokensOf } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { decodeJwt } from "jose";
import { authenticateApiKey, createRestaurant, createUser, signInAsBefore } from "../../index.ts";
import { authenticate } from "../authenticate.ts";
import { createLink } from "../one-time-tokens.ts";
import type { Model } from "./identity-model.ts";

/** Passwords are compared as they are: how they are hashed is not what a long random sequence is for. */
export function hashQuickly({ passwords }: TestApp["runtime"]): void {
  passwords.hash = (password) => Promise.resolve(`plain ${password}`);
  passwords.verify = (password, hash) => Promise.resolve({ ok: hash === `plain ${password}`, needsRehash: false });
}

const passwordOf = (nth: number, version: number) => `harbour number ${nth} at tide ${version}`;

interface RealUser {
  id: string;
  email: string;
  restaurantId: string;
  secret: string;
}

interface RealSession {
  refresh: string[];
  access: string[];
}

/** The reason of a refusal. */
export class Refused {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/** What a call gave, or why it was refused. Anything else that goes wrong is thrown. */
export async function attempt<TResult>(call: Promise<TResult>): Promise<TResult | Refused> {
  try {
    return await call;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    if (cause instanceof Error && "reason" in cause) return new Refused(String(cause.reason));
    throw error;
  }
}

/** Accounts and sessions as the program has them, by the same numbers as in the model. */
export async function createWorld(app: TestApp, model: Model) {
  const { runtime } = app;
  const ctx = anonymousContext(runtime);
  const users: RealUser[] = [];
  for (const [nth, { role }] of model.users.entries()) {
    const email = `${crypto.randomUUID()}@test.example`;
    const passwordHash = await runtime.passwords.hash(passwordOf(nth, 0));
    const made = await app.db.transaction(async (tx) => {
      const { userId } = await createUser(tx, ctx, { email, emailKey: emailKey(email), passwordHash, role });
      const restaurant = { ownerUserId: userId, name: "Model", address: null, phone: null };
      return { id: userId, ...(await createRestaurant(tx, ctx, restaurant)) };
    });
    users.push({ ...made, email, secret: "" });
  }
  const sessions: RealSession[] = [];
  const resets: string[] = [];
  const restores: string[] = [];
  const keys: { id: string; text: string }[] = [];

  const userAt = (nth: number): RealUser => {
    const user = users[nth];
    if (!user) throw new Error(`there is no user ${nth}`);
    return user;
  };
  const sessionAt = (nth: number): RealSession => {
    const session = sessions[nth];
    if (!session) throw new Error(`there is no session ${nth}`);
    return session;
  };
  const password = (nth: number, version = model.users[nth]?.password ?? 0) => passwordOf(nth, version);
  const start = (tokens: { accessToken: string; refreshToken: string }) =>
    void sessions.push({ refresh: [tokens.refreshToken], access: [tokens.accessToken] });

  async function mailed(nth: number, purpose: "reset-password" | "restore-account"): Promise<string> {
    const { id: userId, email } = userAt(nth);
    const { link } = await app.db.transaction((tx) => createLink(tx, ctx, { userId, email, purpose }));
    return link.split("#token=")[1] ?? "";
  }

  return {
    users,
    sessions,
    resets,
    restores,
    keys,
    userAt,
    sessionAt,
    password,
    start,
    /** Signs in; with a second factor, gives the app's code or a wrong one. */
    async signIn(nth: number, typed: string, code: "right" | "wrong") {
      const { email, secret } = userAt(nth);
      const answer = await app.caller.identity.signIn({ email, password: typed, delivery: "body" });
      if (answer.kind === "session") return tokensOf(answer);
      const shown = code === "right" ? appCode(secret, app.clock()) : "x00000";
      return tokensOf(await app.caller.identity.completeSignIn({ challenge: answer.challenge, code: shown, delivery: "body" }));
    },
    signInAsBefore: (nth: number, typed: string) =>
      signInAsBefore(anonymousContext(runtime), { system: "elder", email: userAt(nth).email, password: typed }),
    /** Who holds this session, by its newest access token or an older one. */
    principal: (nth: number, back = 0) => authenticate(runtime, sessionAt(nth).access.at(-1 - back) ?? ""),
    async as(nth: number): Promise<ReturnType<TestApp["as"]>> {
      const principal: Actor["principal"] = await authenticate(runtime, sessionAt(nth).access.at(-1) ?? "");
      return app.as({ principal });
    },
    sessionId: (nth: number) => decodeJwt<{ sid: string }>(sessionAt(nth).access[0] ?? "").sid,
    mailReset: async (nth: number) => void resets.push(await mailed(nth, "reset-password")),
    /** As the one in the mail of a deletion. */
    mailRestore: async (nth: number) => void restores.push(await mailed(nth, "restore-account")),
    useKey: (nth: number) => authenticateApiKey(runtime, keys[nth]?.text ?? "", { ip: "192.0.2.1", calls: 1 }),
    /** What an operator does with the database alone. */
    async setRole(nth: number, role: string) {
      const { user } = app.db.tables;
      await app.db
        .update(user)
        .set({ roleKey: role })
        .where(eq(user.id, userAt(nth).id));
    },
    code: (nth: number) => appCode(userAt(nth).secret, app.clock()),
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;

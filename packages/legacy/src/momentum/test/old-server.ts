import type { Dialect } from "@causeway/db";
import { createAdmin } from "@causeway/services";
import { anonymousContext, createTestApp, type TestApp, type TestAppOptions } from "@causeway/testing";
import { forgeToken } from "@causeway/testing/replay";
import { afterAll, beforeAll } from "vitest";

/** 32 bytes, so that it also signs. */
export const OLD_SECRET = "the key of the old server, at le";

export interface OldAnswer {
  status: number;
  headers: Headers;
  body: unknown;
  text: string;
}

export interface OldServer extends AsyncDisposable {
  app: TestApp;
  /** Sends what an old client sends; an object as `body` goes as JSON, a form as a form. */
  send(
    method: string,
    path: string,
    options?: { token?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<OldAnswer>;
  /** Registers a restaurant and returns its token. */
  register(fields: {
    email: unknown;
    restaurantName?: unknown;
    [field: string]: unknown;
  }): Promise<{ token: string; userId: number; restaurantId: number }>;
  /** Signs the first administrator in, who is made at the first call. */
  signInAdmin(): Promise<string>;
  /** A token of these claims, signed with the old key. */
  forge(claims: Record<string, unknown>, times?: { iat?: number; exp?: number; nbf?: number }, alg?: string): string;
}

const ADMIN = { email: "admin@example.com", password: "Admin-Pass-0" };

/** The old API on the new server over an empty database. */
export async function createOldServer(
  dialect: Dialect = "sqlite",
  environment: Record<string, string> = {},
  more: Pick<TestAppOptions, "hashing"> = {},
): Promise<OldServer> {
  const app = await createTestApp({ dialect, environment: { LEGACY_MOMENTUM_SECRET: OLD_SECRET, ...environment }, ...more });

  const send: OldServer["send"] = async (method, path, { token, body, headers = {} } = {}) => {
    const response = await app.request(`/legacy/momentum${path}`, {
      method,
      headers: {
        ...(body === undefined || body instanceof FormData ? {} : { "content-type": "application/json" }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" || body instanceof FormData ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
    return { status: response.status, headers: response.headers, body: isJson && text !== "" ? JSON.parse(text) : text, text };
  };

  return {
    app,
    send,
    async register(fields) {
      const { body, status, text } = await send("POST", "/api/auth/register", {
        body: { password: "a password", restaurantName: "A Restaurant", ...fields },
      });
      if (status !== 201) throw new Error(text);
      const { token, user } = read<{ token: string; user: { user_id: number; restaurant: { restaurant_id: number } } }>(body);
      return { token, userId: user.user_id, restaurantId: user.restaurant.restaurant_id };
    },
    async signInAdmin() {
      const { user } = app.db.tables;
      const isThere = (await app.db.select({ email: user.email }).from(user)).some(({ email }) => email === ADMIN.email);
      if (!isThere) await createAdmin(anonymousContext(app.runtime), ADMIN);
      const { body } = await send("POST", "/api/auth/login", { body: ADMIN });
      return read<{ token: string }>(body).token;
    },
    forge: (claims, times = { iat: 0, exp: 3600 }, alg = "HS256") =>
      forgeToken({
        forged: { alg, secret: "right", claims, times_relative_to_recorded_at_s: times },
        secret: OLD_SECRET,
        now: app.clock(),
      }),
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

/** One for all tests of a suite that leave nothing behind, or mind nothing that others left. */
export function sharedOldServer(dialect: Dialect, environment: Record<string, string> = {}): () => OldServer {
  let old: OldServer | undefined;
  beforeAll(async () => void (old = await createOldServer(dialect, environment)));
  afterAll(() => old?.[Symbol.asyncDispose]());
  return () => {
    if (!old) throw new Error("The server is there while tests run, not before.");
    return old;
  };
}

/** A parsed answer as the test says it is; what is not so fails the test that reads it. */
export function read<TBody>(body: unknown): TBody {
  return body as TBody;
}

/** A multipart form of these values: texts, lists of texts, files. */
export function formOf(values: Record<string, string | string[] | File>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) {
    for (const each of Array.isArray(value) ? value : [value]) form.append(name, each);
  }
  return form;
}

/** One dark pixel. */
export const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg==",
  "base64",
);

import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { migrate, openStore } from "@causeway/db";
import { legacySystems } from "@causeway/legacy";
import { parseSource, runImport, runVerify } from "@causeway/migrate";
import { ensureRoles } from "@causeway/services";
import { createMomentumDatabase, type MomentumOptions } from "@causeway/testing/momentum";
import { getTableName } from "drizzle-orm";
import { z } from "zod";
import { liftLimits } from "./lift-limits.ts";

const OLD_SECRET = "the old system's own secret, thirty-two characters and more";

/** Writes an old database of our own making. */
export function createOldDatabase(folder: string, options: MomentumOptions) {
  return createMomentumDatabase(join(folder, `${randomUUID()}.sqlite`), options);
}

/** A fresh SQLite database of ours, and its URL. */
export async function createTarget(folder: string): Promise<string> {
  const url = `file:${join(folder, `${randomUUID()}.db`)}`;
  await migrate(url);
  await using store = openStore(url);
  await ensureRoles(store.db);
  await liftLimits(store.db);
  return url;
}

async function openCrossing(url: string, oldPath: string) {
  const [{ mappings } = { mappings: [] }] = legacySystems;
  return { system: "momentum", store: openStore(url), source: await parseSource(`sqlite:${oldPath}`), mappings };
}

export async function importInto(url: string, oldPath: string): Promise<void> {
  const crossing = await openCrossing(url, oldPath);
  await using _store = crossing.store;
  await using _source = crossing.source;
  await runImport(crossing);
}

/** Throws unless the database holds exactly what the old one has. */
export async function verifyAgainst(url: string, oldPath: string): Promise<void> {
  const crossing = await openCrossing(url, oldPath);
  await using _store = crossing.store;
  await using _source = crossing.source;
  const { isClean, differenceCount } = await runVerify(crossing);
  if (!isClean) throw new Error(`The verification found ${differenceCount} differences.`);
}

/** The names of the tables that an import fills, each after those its rows point at. */
export async function writtenTables(url: string): Promise<string[]> {
  const [{ mappings } = { mappings: [] }] = legacySystems;
  await using store = openStore(url);
  const { tables } = store.db;
  return [...mappings.map(({ target }) => tables[target]), tables.legacyRecord].map((table) => getTableName(table));
}

const OldSignIn = z.object({ token: z.string() });
const NewSignIn = z.object({
  result: z.object({
    data: z.object({
      json: z.object({
        user: z.object({ restaurants: z.array(z.object({ id: z.string() })) }),
        tokens: z.object({ accessToken: z.string() }),
      }),
    }),
  }),
});

async function post(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

/** An old database, imported: one restaurant with twenty campaigns unless told. Signing in works over both doors with the old password. */
export async function importOldDatabase(folder: string, options: MomentumOptions = { users: 1, campaigns: 20 }) {
  const old = await createOldDatabase(folder, options);
  const owner = old.accounts.find(({ role }) => role === "restaurant");
  if (!owner) throw new Error("the old database has no owner");
  const { email, password } = owner;
  const databaseUrl = await createTarget(folder);
  await importInto(databaseUrl, old.path);
  return {
    path: old.path,
    secret: OLD_SECRET,
    restaurantId: 1,
    databaseUrl,
    async signIn(server: string) {
      const { token } = OldSignIn.parse(await post(`${server}/legacy/momentum/api/auth/login`, { email, password }));
      const { result } = NewSignIn.parse(
        await post(`${server}/trpc/identity.signIn`, { json: { email, password, delivery: "body" } }),
      );
      const { user, tokens } = result.data.json;
      return { token, accessToken: tokens.accessToken, restaurantId: user.restaurants[0]?.id ?? "" };
    },
  };
}

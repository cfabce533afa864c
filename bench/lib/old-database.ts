import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { migrate, openStore } from "@causeway/db";
import { legacySystems } from "@causeway/legacy";
import { parseSource, runImport } from "@causeway/migrate";
import { ensureRoles } from "@causeway/services";
import { createMomentumDatabase, type MomentumOptions } from "@causeway/testing/momentum";
import { z } from "zod";

const OLD_SECRET = "the old system's own secret, thirty-two characters and more";

/** Writes an old database of our own making. */
export function createOldDatabase(folder: string, options: MomentumOptions) {
  return createMomentumDatabase(join(folder, `${randomUUID()}.sqlite`), options);
}

/** Imports it into a fresh SQLite database and returns that one's URL. */
export async function importInto(folder: string, oldPath: string): Promise<string> {
  const url = `file:${join(folder, `${randomUUID()}.db`)}`;
  await migrate(url);
  await using store = openStore(url);
  await ensureRoles(store.db);
  await using source = await parseSource(`sqlite:${oldPath}`);
  const [{ mappings } = { mappings: [] }] = legacySystems;
  await runImport({ system: "momentum", store, source, mappings });
  return url;
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

/** One old restaurant with twenty campaigns, imported; signing in works over both doors with the old password. */
export async function importOldDatabase(folder: string) {
  const old = await createOldDatabase(folder, { users: 1, campaigns: 20 });
  const owner = old.accounts.find(({ role }) => role === "restaurant");
  if (!owner) throw new Error("the old database has no owner");
  const { email, password } = owner;
  return {
    path: old.path,
    secret: OLD_SECRET,
    restaurantId: 1,
    databaseUrl: await importInto(folder, old.path),
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

import { randomUUID } from "node:crypto";
import { migrate, openStore, type Store } from "@causeway/db";
import { createRuntime, ensureRoles } from "@causeway/services";
import { type Actor, createActor } from "@causeway/testing";
import { pino } from "pino";
import { liftLimits } from "./lift-limits.ts";

export const SECRET = "only for benchmarks: thirty-two characters and more";

export interface Prepared {
  store: Store;
  url: string;
  owner: Actor;
}

/** A migrated database with one signed-in owner of one restaurant. */
export async function prepareDatabase(folder: string): Promise<Prepared> {
  const url = `file:${folder}/${randomUUID()}.db`;
  await migrate(url);
  const store = openStore(url);
  await ensureRoles(store.db);
  await liftLimits(store.db);
  const runtime = await createRuntime({ db: store.db, logger: pino({ level: "silent" }), secret: SECRET });
  return { store, url, owner: await createActor(runtime) };
}

/** The address and headers of one RPC query. */
export function rpcQuery(server: string, path: string, input: unknown, token: string) {
  return {
    url: `${server}/trpc/${path}?input=${encodeURIComponent(JSON.stringify({ json: input }))}`,
    headers: { authorization: `Bearer ${token}` },
  };
}

import { join } from "node:path";
import { startChildServer } from "../lib/child-server.ts";
import { requestsPerSecond } from "../lib/load.ts";
import { importOldDatabase } from "../lib/old-database.ts";
import { SERVER } from "../lib/paths.ts";
import { heading, line } from "../lib/report.ts";
import { alternate, ratio, sampleOf } from "../lib/rounds.ts";
import { rpcQuery, SECRET } from "../lib/sign-in.ts";

const servers = join(import.meta.dirname, "../servers");
const SECONDS = 3;

/** The same twenty campaigns over every door, against the least code that could answer them. */
export async function benchList(folder: string): Promise<void> {
  heading("An authenticated list of 20 campaigns: requests per second, 32 connections");
  const old = await importOldDatabase(folder);
  await using causeway = await startChildServer(SERVER, {
    DATABASE_URL: old.databaseUrl,
    AUTH_SECRET: SECRET,
    LEGACY_MOMENTUM_SECRET: old.secret,
    DATA_DIR: folder,
    PORT: "0",
  });
  const { token, accessToken, restaurantId } = await old.signIn(causeway.url);
  const plain = {
    PLAIN_SECRET: old.secret,
    OLD_DATABASE: old.path,
    OLD_RESTAURANT: String(old.restaurantId),
    NEW_DATABASE: old.databaseUrl.slice("file:".length),
    NEW_RESTAURANT: restaurantId,
  };
  await using bare = await startChildServer(join(servers, "bare.ts"), plain);
  await using hono = await startChildServer(join(servers, "raw-hono.ts"), plain);
  const oldHeaders = { authorization: `Bearer ${token}` };
  const values = await alternate(
    {
      bare: () => requestsPerSecond({ url: `${bare.url}/campaigns`, headers: oldHeaders }, SECONDS),
      hono: () => requestsPerSecond({ url: `${hono.url}/campaigns`, headers: oldHeaders }, SECONDS),
      rpc: () => requestsPerSecond(rpcQuery(causeway.url, "campaigns.list", { restaurantId }, accessToken), SECONDS),
      rest: () =>
        requestsPerSecond(
          {
            url: `${causeway.url}/v1/campaigns/list?restaurantId=${restaurantId}`,
            headers: { authorization: `Bearer ${accessToken}` },
          },
          SECONDS,
        ),
      old: () =>
        requestsPerSecond({ url: `${causeway.url}/legacy/momentum/api/dashboard/campaigns`, headers: oldHeaders }, SECONDS),
    },
    5,
  );
  line("node:http + better-sqlite3, token checked, the same answer", sampleOf(values.bare), { unit: " per second" });
  line("raw Hono, token checked, the old rows as they are / node:http", ratio(values.hono, values.bare));
  line("RPC / node:http", ratio(values.rpc, values.bare), { goal: { atLeast: 0.35 } });
  line("/v1 / node:http", ratio(values.rest, values.bare));
  line("old REST route / raw Hono", ratio(values.old, values.hono), { goal: { atLeast: 0.6 } });
}

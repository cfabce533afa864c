import { join } from "node:path";
import { startChildServer } from "../lib/child-server.ts";
import { requestsPerSecond } from "../lib/load.ts";
import { importOldDatabase } from "../lib/old-database.ts";
import { SERVER } from "../lib/paths.ts";
import { heading, line } from "../lib/report.ts";
import { alternate, ratio, sampleOf } from "../lib/rounds.ts";
import { SECRET } from "../lib/sign-in.ts";
import { prepareSqlite3 } from "../lib/sqlite3.ts";

const OLD_STACK = join(import.meta.dirname, "../servers/old-stack.ts");
const SECONDS = 3;
const RESTAURANTS = 1000;
const CAMPAIGNS = 20_000;

/** What an old client asks for most, with how many times as many of its requests our old routes have to answer. */
const REQUESTS = {
  me: { path: "/api/auth/me", atLeast: 1.5 },
  dashboard: { path: "/api/dashboard/restaurant", atLeast: 1.5 },
  "campaigns list": { path: "/api/dashboard/campaigns", atLeast: 4 },
  "checklist page": { path: "/api/checklist/categories-with-items?restaurantId=1", atLeast: 1.5 },
};

/** The old API over the whole new stack against the old stack itself, on the same data. */
export async function benchOldStack(folder: string): Promise<void> {
  heading(`The old API: requests per second against Express 5, sqlite3 and jsonwebtoken, ${CAMPAIGNS} campaigns`);
  const obstacle = prepareSqlite3();
  if (obstacle !== null) {
    process.stdout.write(`  left out, because sqlite3 cannot be compiled here: ${obstacle}\n`);
    return;
  }
  const old = await importOldDatabase(folder, { users: RESTAURANTS, campaigns: CAMPAIGNS });
  await using causeway = await startChildServer(SERVER, {
    DATABASE_URL: old.databaseUrl,
    AUTH_SECRET: SECRET,
    LEGACY_MOMENTUM_SECRET: old.secret,
    DATA_DIR: folder,
    PORT: "0",
  });
  await using stack = await startChildServer(OLD_STACK, { PLAIN_SECRET: old.secret, OLD_DATABASE: old.path });
  const { token } = await old.signIn(causeway.url);
  const headers = { authorization: `Bearer ${token}` };
  for (const [name, { path, atLeast }] of Object.entries(REQUESTS)) {
    const values = await alternate(
      {
        stack: () => requestsPerSecond({ url: `${stack.url}${path}`, headers }, SECONDS),
        causeway: () => requestsPerSecond({ url: `${causeway.url}/legacy/momentum${path}`, headers }, SECONDS),
      },
      5,
    );
    line(`${name}, old stack`, sampleOf(values.stack), { unit: " per second" });
    line(`${name}, Causeway / old stack`, ratio(values.causeway, values.stack), { goal: { atLeast } });
  }
}

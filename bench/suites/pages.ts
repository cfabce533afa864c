import { createCaller } from "@causeway/router";
import { authenticate, createRuntime } from "@causeway/services";
import Database from "better-sqlite3";
import { pino } from "pino";
import { heading, line } from "../lib/report.ts";
import { alternate, ratio, sampleOf } from "../lib/rounds.ts";
import { prepareDatabase, SECRET } from "../lib/sign-in.ts";

/** Puts `count` campaigns of one restaurant into a closed database. */
function fill(path: string, restaurantId: string, count: number): void {
  const database = new Database(path);
  const insert = database.prepare(
    `insert into campaign (id, restaurant_id, type, status, name, details, budget_minor, created_at, updated_at)
     values (?, ?, 'ad', 'active', ?, '{"offer":"10 % off"}', 2500, ?, ?)`,
  );
  const start = Date.UTC(2026, 0, 1);
  database.transaction(() => {
    for (let row = 0; row < count; row++) {
      const id = `00000000-0000-7000-8000-${row.toString(16).padStart(12, "0")}`;
      insert.run(id, restaurantId, `Campaign ${row}`, start + row * 1000, start + row * 1000);
    }
  })();
  database.close();
}

async function prepare(folder: string, count: number) {
  const { store, url, owner } = await prepareDatabase(folder);
  fill(url.slice("file:".length), owner.restaurantId, count);
  const runtime = await createRuntime({ db: store.db, logger: pino({ level: "silent" }), secret: SECRET });
  const principal = await authenticate(runtime, owner.accessToken);
  const caller = createCaller({
    ...runtime,
    principal,
    requestId: "bench",
    ip: null,
    userAgent: null,
    door: "in-process",
    cookies: null,
  });
  const { restaurantId } = owner;
  // Half-way through the list: where paging by offset would have skipped half of it.
  let deep: string | undefined;
  const half = Math.min(count, 100_000) / 2;
  const limit = Math.min(half, 1000);
  for (let seen = 0; seen < half; seen += limit) {
    deep = (await caller.campaigns.list({ restaurantId, limit, ...(deep ? { cursor: deep } : {}) })).nextCursor ?? undefined;
  }
  if (deep === undefined) throw new Error("there is no page half-way through the list");
  const time = (input: { restaurantId: string; cursor?: string }) => async () => {
    const began = performance.now();
    for (let call = 0; call < 200; call++) await caller.campaigns.list(input);
    return ((performance.now() - began) / 200) * 1000;
  };
  return { store, first: time({ restaurantId }), deep: time({ restaurantId, cursor: deep }) };
}

/** A page of a list must cost the same however long the list is. */
export async function benchPages(folder: string): Promise<void> {
  heading("A page of 20 campaigns, by the length of the list");
  const [small, middle, large] = [await prepare(folder, 1000), await prepare(folder, 100_000), await prepare(folder, 1_000_000)];
  const values = await alternate(
    {
      small: small.first,
      middle: middle.first,
      large: large.first,
      smallDeep: small.deep,
      middleDeep: middle.deep,
      largeDeep: large.deep,
    },
    7,
  );
  line("first page of 1,000", sampleOf(values.small), { unit: " µs" });
  line("first page of 100,000 / of 1,000", ratio(values.middle, values.small));
  line("first page of 1,000,000 / of 1,000", ratio(values.large, values.small), { goal: { atMost: 1.3 } });
  line("deep page of 100,000 / of 1,000", ratio(values.middleDeep, values.smallDeep));
  line("deep page of 1,000,000 / of 1,000", ratio(values.largeDeep, values.smallDeep), { goal: { atMost: 1.3 } });
  for (const { store } of [small, middle, large]) await store.close();
}

import type { JsonValue } from "@causeway/contract";
import { newId } from "@causeway/db";
import type { Actor } from "@causeway/testing";
import type { Sample, World } from "./samples.ts";

type Samples = Record<string, (world: World) => Sample | Promise<Sample>>;

const as = ({ accessToken }: Pick<Actor, "accessToken">, input?: unknown): Sample => ({ input, accessToken });

let lastId = 70_000;

/** An old account that was set aside, and that could be imported by now. */
async function setAside({ app }: World, decision: "dismissed" | null = null): Promise<string> {
  const oldId = ++lastId;
  const row: [string, JsonValue][] = [
    ["user_id", oldId],
    ["email", `old-${oldId}@test.example`],
    ["password_hash", null],
    ["role", "restaurant"],
    ["created_at", "2026-01-02 03:04:05"],
  ];
  const id = newId();
  await app.db.insert(app.db.tables.quarantinedRow).values({
    id,
    system: "momentum",
    kind: "users",
    oldId: String(oldId),
    reason: "missing-text",
    message: "A text that must be there is NULL.",
    row: Buffer.from(JSON.stringify(row)),
    createdAt: app.clock(),
    decision,
  });
  return id;
}

async function importRun({ app }: World): Promise<string> {
  const id = newId();
  await app.db
    .insert(app.db.tables.importRun)
    .values({ id, system: "momentum", source: "sqlite:old.sqlite", startedAt: app.clock(), finishedAt: app.clock(), report: {} });
  return id;
}

/** Calls that succeed: of what those who run a crossing look at and decide. */
export const CROSSING_SAMPLES: Samples = {
  "crossings.tokenWindows": ({ admin }) => as(admin),
  "crossings.rules": ({ admin }) => as(admin),
  "crossings.runs.list": async (world) => (
    await importRun(world),
    as(world.admin, { type: "import", system: "momentum", limit: 5 })
  ),
  "crossings.runs.get": async (world) => as(world.admin, { id: await importRun(world) }),
  "crossings.quarantine.list": async (world) => (await setAside(world), as(world.admin, { table: "users", limit: 5 })),
  "crossings.quarantine.counts": ({ admin }) => as(admin),
  "crossings.quarantine.get": async (world) => as(world.admin, { id: await setAside(world) }),
  "crossings.quarantine.retry": async (world) =>
    as(world.admin, { id: await setAside(world), corrections: { email: `corrected-${lastId}@test.example` } }),
  "crossings.quarantine.retryAll": async (world) => (await setAside(world), as(world.admin, { system: "momentum", limit: 5 })),
  "crossings.quarantine.dismiss": async (world) => as(world.admin, { id: await setAside(world), note: "a test account" }),
  "crossings.quarantine.dismissAll": async (world) => (
    await setAside(world),
    as(world.admin, { system: "momentum", note: "test accounts" })
  ),
  "crossings.quarantine.restore": async (world) => as(world.admin, { id: await setAside(world, "dismissed") }),
};

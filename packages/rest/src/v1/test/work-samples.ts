import { defineJob } from "@causeway/services";
import type { Actor } from "@causeway/testing";
import { z } from "zod";
import type { Sample, World } from "./samples.ts";

type Samples = Record<string, (world: World) => Sample | Promise<Sample>>;

const as = ({ accessToken }: Pick<Actor, "accessToken">, input?: unknown): Sample => ({ input, accessToken });

const list = ({ owner }: World) => ({
  restaurantId: owner.restaurantId,
  purpose: "customer-list",
  file: new File(["customer_name,phone_number\n"], "list.csv"),
});

async function upload(world: World): Promise<string> {
  const form = new FormData();
  for (const [name, value] of Object.entries(list(world))) form.set(name, value);
  return (await world.app.as(world.owner).files.upload(form)).id;
}

const job = defineJob({ name: "test.sample", payload: z.null(), maxAttempts: 1, run: async () => null });

async function enqueue({ app, owner }: World, options: { isDead?: boolean } = {}): Promise<string> {
  return app.db.transaction(async (tx) => {
    const { jobId } = await app.runtime.jobs.enqueue(tx, job, null, { restaurantId: owner.restaurantId });
    if (options.isDead) await tx.update(tx.tables.job).set({ state: "dead", finishedAt: app.clock() });
    return jobId;
  });
}

/** Calls that succeed: of files and of jobs. */
export const WORK_SAMPLES: Samples = {
  "files.upload": (world) => as(world.owner, list(world)),
  "files.get": async (world) => as(world.owner, { id: await upload(world) }),
  "files.list": async (world) => (await upload(world), as(world.owner, { restaurantId: world.owner.restaurantId, limit: 5 })),
  "files.delete": async (world) => as(world.owner, { id: await upload(world) }),
  "jobs.list": async (world) => (await enqueue(world), as(world.admin, { state: "queued", limit: 5 })),
  "jobs.get": async (world) => as(world.owner, { id: await enqueue(world) }),
  "jobs.watch": async (world) => as(world.owner, { id: await enqueue(world) }),
  "jobs.cancel": async (world) => as(world.admin, { id: await enqueue(world) }),
  "jobs.redrive": async (world) => as(world.admin, { id: await enqueue(world, { isDead: true }) }),
};

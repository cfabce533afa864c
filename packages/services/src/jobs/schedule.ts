import { Cron } from "croner";
import { and, eq } from "drizzle-orm";
import type { Runtime } from "../runtime/context.ts";
import { type AnyJob, JOBS } from "./registry.ts";

type ScheduleRuntime = Pick<Runtime, "db" | "clock" | "jobs">;

/**
 * The newest instant of a schedule after `since` and not after `now`; null when there is none. In the hour that a clock skips or
 * repeats, a fixed time of day comes once.
 */
export function dueSlot(cron: NonNullable<AnyJob["cron"]>, since: Date, now: Date): Date | null {
  const schedule = new Cron(cron.pattern, { timezone: cron.timeZone, paused: true });
  const next = schedule.nextRun(since);
  if (next === null || next > now) return null;
  const [last] = schedule.previousRuns(1, now);
  return last && last > next ? last : next;
}

/**
 * Adds the jobs whose time has come by their schedule: one each, however many of its times have passed and however many
 * processes ask. A schedule begins when it is first seen.
 */
export async function enqueueScheduled(
  runtime: ScheduleRuntime,
  { jobs = JOBS }: { jobs?: readonly AnyJob[] } = {},
): Promise<void> {
  const { db, clock } = runtime;
  const rows = await db.select().from(db.tables.jobSchedule);
  const now = clock();
  for (const definition of jobs) {
    if (!definition.cron) continue;
    const known = rows.find(({ name }) => name === definition.name);
    if (!known) {
      const begin = { name: definition.name, lastSlotAt: now };
      await db.insert(db.tables.jobSchedule).values(begin).onConflictDoNothing();
      continue;
    }
    const slot = dueSlot(definition.cron, known.lastSlotAt, now);
    if (slot) await enqueueSlot(runtime, { definition, since: known.lastSlotAt, slot });
  }
}

async function enqueueSlot(
  { db, jobs }: ScheduleRuntime,
  { definition, since, slot }: { definition: AnyJob; since: Date; slot: Date },
): Promise<void> {
  await db.transaction(async (tx) => {
    const { jobSchedule } = tx.tables;
    const mine = await tx
      .update(jobSchedule)
      .set({ lastSlotAt: slot })
      .where(and(eq(jobSchedule.name, definition.name), eq(jobSchedule.lastSlotAt, since)))
      .returning({ name: jobSchedule.name });
    if (mine.length === 0) return;
    // A run that takes longer than its interval is not followed by a heap of others.
    await jobs.enqueue(tx, definition, null, { dedupeKey: "schedule" });
  });
}

import type { Db } from "@causeway/db";
import type { Logger } from "pino";
import { z } from "zod";
import type { JobDelivery } from "./delivery.ts";

const QUEUE = "causeway-job";
/** A new job is heard of at once; this is for those whose time comes later. */
const INTERVALS = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 2 };
const Message = z.object({ jobId: z.string() });

export interface BossDeliveryOptions {
  /** As in `DATABASE_URL`. */
  url: string;
  logger: Logger;
}

/**
 * pg-boss, in a schema of its own that it makes and keeps up to date under its own lock: a message per job that waits, sent in
 * the transaction of the job and heard at once by one of the workers.
 */
export async function openBossDelivery({ url, logger }: BossDeliveryOptions): Promise<JobDelivery & AsyncDisposable> {
  // Only who has Postgres pays for loading it.
  const { PgBoss } = await import("pg-boss");
  const boss = new PgBoss({
    connectionString: url,
    application_name: "causeway jobs",
    max: 3,
    useListenNotify: true,
    // Times by the clock and retries are those of the job table, the same on both databases.
    schedule: false,
  });
  boss.on("error", (err) => logger.warn({ err }, "job delivery failed"));
  await boss.start();
  await boss.createQueue(QUEUE, {
    notify: true,
    retryLimit: 0,
    heartbeatSeconds: 60,
    expireInSeconds: 86_399,
    deleteAfterSeconds: 3600,
  });
  return {
    async announce(tx, { id, runAt }) {
      await boss.send(QUEUE, { jobId: id } satisfies z.infer<typeof Message>, { startAfter: runAt, db: within(tx) });
    },
    async start({ take, concurrency }) {
      const hands = Array.from({ length: concurrency }, async () => {
        const id: string = await boss.work(QUEUE, INTERVALS, async (messages) => {
          for (const { data } of messages) await take(Message.parse(data).jobId);
          // Where one was, there may be more: not only after the next interval.
          boss.notifyWorker(id);
        });
        return id;
      });
      const ids = await Promise.all(hands);
      return { stop: async () => void (await Promise.all(ids.map((id) => boss.offWork(QUEUE, { id, wait: false })))) };
    },
    [Symbol.asyncDispose]: () => boss.stop({ graceful: false }),
  };
}

/** pg-boss's own view of an open transaction. Its type leaves the columns of a row open, so rows are given as they come. */
function within(tx: Db) {
  const { postgres } = tx;
  if (!postgres) throw new Error("pg-boss works on Postgres only.");
  return { executeSql: async (text: string, values?: unknown[]) => postgres.query(text, values) };
}

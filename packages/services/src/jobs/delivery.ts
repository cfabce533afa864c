import type { Db } from "@causeway/db";

/** How workers learn that a job waits, sooner than by looking into the table. What is to be done, only the table says. */
export interface JobDelivery {
  /** Tells them in the transaction that makes the job wait. They may be told twice, or of a job that is done already. */
  announce(tx: Db, job: { id: string; runAt: Date }): Promise<void>;
  /** Calls `take` for what was announced, `concurrency` at once, until it is stopped. */
  start(options: { take: (jobId: string) => Promise<void>; concurrency: number }): Promise<{
    /** Nothing is taken any more; does not wait for what is running. */
    stop(): Promise<void>;
  }>;
}

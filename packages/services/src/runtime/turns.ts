import { AppError } from "@causeway/contract";

/** Tasks that wait for one key at most; a person never has so many, a storm has. */
const MAX_WAITING = 200;

/** Tasks of one key run one after the other; those of different keys do not wait for each other. */
export interface Turns {
  /** Throws `TOO_BUSY` when too many tasks of this key wait already. */
  run<TResult>(key: string, task: () => Promise<TResult>): Promise<TResult>;
}

/** Within one process. */
export function createTurns(): Turns {
  const queues = new Map<string, { tail: Promise<unknown>; count: number }>();
  return {
    async run(key, task) {
      let queue = queues.get(key);
      if (!queue) queues.set(key, (queue = { tail: Promise.resolve(), count: 0 }));
      if (queue.count > MAX_WAITING) throw tooBusy();
      queue.count++;
      const result = queue.tail.then(task);
      queue.tail = result.catch(() => undefined);
      try {
        return await result;
      } finally {
        queue.count--;
        if (queue.count === 0) queues.delete(key);
      }
    },
  };
}

function tooBusy(): AppError {
  return new AppError({
    code: "UNAVAILABLE",
    reason: "TOO_BUSY",
    message: "This account is being signed in to too often at this moment. Please try again shortly.",
    details: { retryAfterSeconds: 1 },
  });
}

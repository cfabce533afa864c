/** Runs at most so many tasks at once; more of them wait for their turn. */
export function createSlots(count: number) {
  let busy = 0;
  const waiting: (() => void)[] = [];
  let whenIdle: (() => void)[] = [];

  const leave = () => {
    busy--;
    waiting.shift()?.();
    if (busy === 0) {
      for (const resolve of whenIdle) resolve();
      whenIdle = [];
    }
  };
  return {
    free: () => Math.max(0, count - busy),
    /** Resolves when no task runs. */
    idle: () => (busy === 0 ? Promise.resolve() : new Promise<void>((resolve) => void whenIdle.push(resolve))),
    async run(task: () => Promise<void>): Promise<void> {
      while (busy >= count) await new Promise<void>((resolve) => void waiting.push(resolve));
      busy++;
      try {
        await task();
      } finally {
        leave();
      }
    },
  };
}

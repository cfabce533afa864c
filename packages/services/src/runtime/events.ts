import { EventEmitter } from "node:events";

/** What has changed, by topic, for those who watch. Carries no data: a watcher reads the current state itself. */
export interface EventBus {
  publish(topic: string): void;
  /**
   * Yields after a publication of any of the topics since the call, until `signal` is aborted. Those that come while the watcher is
   * busy are one: a fast writer leaves a slow reader no heap of them.
   */
  watch(topics: string | readonly string[], signal: AbortSignal): AsyncIterable<void>;
}

/** Within one process. */
export function createEventBus(): EventBus {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  return {
    publish: (topic) => void emitter.emit(topic),
    watch(topics, signal) {
      const all = typeof topics === "string" ? [topics] : topics;
      let isDue = false;
      let wake = () => {};
      // Listening starts now, not at the first read, so that nothing between the two is missed.
      const hear = () => {
        isDue = true;
        wake();
      };
      for (const topic of all) emitter.on(topic, hear);
      const stop = () => {
        for (const topic of all) emitter.off(topic, hear);
        wake();
      };
      signal.addEventListener("abort", stop, { once: true });
      return {
        async *[Symbol.asyncIterator]() {
          try {
            while (!signal.aborted) {
              if (isDue) {
                isDue = false;
                yield;
              } else {
                await new Promise<void>((resolve) => (wake = resolve));
              }
            }
          } finally {
            signal.removeEventListener("abort", stop);
            stop();
          }
        },
      };
    },
  };
}

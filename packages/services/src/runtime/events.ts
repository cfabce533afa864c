import { EventEmitter, on } from "node:events";

/** What has changed, by topic, for those who watch. Carries no data: a watcher reads the current state itself. */
export interface EventBus {
  publish(topic: string): void;
  /** Yields once for every publication after the call, of any of the topics, until `signal` is aborted. */
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
      const heard = new EventEmitter();
      // Listening starts now, not at the first read, so that nothing between the two is missed.
      const events = on(heard, "any", { signal });
      const hear = () => void heard.emit("any");
      for (const topic of all) emitter.on(topic, hear);
      const stop = () => all.forEach((topic) => emitter.off(topic, hear));
      signal.addEventListener("abort", stop, { once: true });
      return {
        async *[Symbol.asyncIterator]() {
          try {
            for await (const _ of events) yield;
          } catch (error) {
            if (!signal.aborted) throw error;
          } finally {
            stop();
          }
        },
      };
    },
  };
}

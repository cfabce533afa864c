import { EventEmitter, on } from "node:events";

/** What has changed, by topic, for those who watch. Carries no data: a watcher reads the current state itself. */
export interface EventBus {
  publish(topic: string): void;
  /** Yields once for every publication after the call, until `signal` is aborted. */
  watch(topic: string, signal: AbortSignal): AsyncIterable<void>;
}

/** Within one process. */
export function createEventBus(): EventBus {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  return {
    publish: (topic) => void emitter.emit(topic),
    watch(topic, signal) {
      // Listening starts now, not at the first read, so that nothing between the two is missed.
      const events = on(emitter, topic, { signal });
      return {
        async *[Symbol.asyncIterator]() {
          try {
            for await (const _ of events) yield;
          } catch (error) {
            if (!signal.aborted) throw error;
          }
        },
      };
    },
  };
}

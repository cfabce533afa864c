import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createEventBus } from "./events.ts";

describe("events", () => {
  it("that come while their watcher is busy are one: it reads what is, not what was", async () => {
    const bus = createEventBus();
    const stop = new AbortController();
    let seen = 0;
    const busy = Promise.withResolvers<void>();
    const watching = (async () => {
      for await (const _ of bus.watch(["a", "b"], stop.signal)) {
        seen++;
        if (seen === 1) await busy.promise;
      }
    })();
    bus.publish("a");
    await setImmediate();
    for (let time = 0; time < 10_000; time++) bus.publish(time % 2 === 0 ? "a" : "b");
    busy.resolve();
    await setImmediate();
    expect(seen).toBe(2);
    bus.publish("c");
    await setImmediate();
    expect(seen).toBe(2);
    bus.publish("b");
    await setImmediate();
    expect(seen).toBe(3);
    stop.abort();
    await watching;
  });

  it("are heard from the call on, not from the first look, and no more once nobody watches", async () => {
    const bus = createEventBus();
    const stop = new AbortController();
    const events = bus.watch("a", stop.signal)[Symbol.asyncIterator]();
    bus.publish("a");
    expect(await events.next()).toMatchObject({ done: false });
    const next = events.next();
    stop.abort();
    expect(await next).toMatchObject({ done: true });
    bus.publish("a");
    expect(await events.next()).toMatchObject({ done: true });
  });
});

import { toTRPCError } from "@causeway/router";
import { isTrackedEnvelope } from "@trpc/server";
import type { Context } from "hono";
import { type SSEMessage, streamSSE } from "hono/streaming";
import type { RestEnv } from "../env.ts";
import { describeProblem } from "../problem.ts";

/** Keeps proxies from closing a quiet connection, in milliseconds. */
const PING_INTERVAL = 15_000;

export interface EventStream {
  /** What the subscription gave. */
  events: unknown;
  name: string;
  /** Aborted when the client goes, which ends the subscription. */
  gone: AbortController;
}

/**
 * A subscription as `text/event-stream`: one `message` per value, as JSON; a failure comes as a last event `problem` with the
 * same body that a failed call has.
 */
export function streamEvents<TEnv extends RestEnv>(c: Context<TEnv>, { events, name, gone }: EventStream): Response {
  if (!isAsyncIterable(events)) throw new Error(`${name} is no async iterable.`);
  return streamSSE(c, async (stream) => {
    stream.onAbort(() => gone.abort());
    const ping = setInterval(() => void stream.write(": ping\n\n"), PING_INTERVAL);
    try {
      for await (const event of events) {
        if (gone.signal.aborted) return;
        await stream.writeSSE(toMessage(event));
      }
    } catch (thrown) {
      if (gone.signal.aborted) return;
      const problem = describeProblem(toTRPCError(thrown), c.get("facts").requestId);
      await stream.writeSSE({ event: "problem", data: JSON.stringify(problem) });
    } finally {
      clearInterval(ping);
    }
  });
}

function toMessage(event: unknown): SSEMessage {
  return isTrackedEnvelope(event) ? { id: event[0], data: JSON.stringify(event[1]) } : { data: JSON.stringify(event) };
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

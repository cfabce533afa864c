import {
  httpBatchStreamLink,
  httpLink,
  isNonJsonSerializable,
  type Operation,
  type OperationLink,
  type TRPCLink,
} from "@trpc/client";
import type { LinkFetch } from "../answers.ts";
import type { Session } from "../auth/session.ts";
import type { AppRouter } from "../server-types.ts";
import { transformer } from "../transformer.ts";
import { factsOf } from "./call-facts.ts";
import { headersOf } from "./headers.ts";
import { changesSession, isOpen } from "./session.ts";

/** The server takes no more in one request. */
const MAX_BATCH = 20;
/** Well below what servers and proxies take for a request line, in characters. */
const MAX_URL = 6000;
/** An encoded input that leaves no room in a batch's URL. */
const MAX_BATCHED_INPUT = 4000;

export interface SendOptions {
  url: string;
  fetch: LinkFetch;
  /** Absent for the refresh itself. */
  session?: Session;
}

function isLong({ type, input }: Operation): boolean {
  return (
    type === "query" &&
    input !== undefined &&
    encodeURIComponent(JSON.stringify(transformer.serialize(input))).length > MAX_BATCHED_INPUT
  );
}

const goesAlone = (op: Operation) => changesSession(op) || isNonJsonSerializable(op.input) || isLong(op);

/** One request per call, with a plain answer. */
export function singleLink({ url, fetch, session }: SendOptions): TRPCLink<AppRouter> {
  return httpLink<AppRouter>({
    url,
    fetch,
    transformer,
    headers: ({ op }) => headersOf(op, isOpen(op) ? undefined : session),
  });
}

/** The last link: calls of one turn of the event loop share a request, where they can. */
export function sendLink(options: SendOptions): TRPCLink<AppRouter> {
  return (runtime) => {
    const single = singleLink(options)(runtime);
    const openBatch = () =>
      httpBatchStreamLink<AppRouter>({
        url: options.url,
        fetch: options.fetch,
        transformer,
        maxItems: MAX_BATCH,
        maxURLLength: MAX_URL,
        headers: ({ opList: [first] }) => headersOf(first, options.session),
      })(runtime);

    // One request has one id, so calls that carry different ids cannot share it.
    const batches = new Map<string | undefined, OperationLink<AppRouter>>();
    const batchOf = (requestId: string | undefined) => {
      const open = batches.get(requestId);
      if (open) return open;
      const batch = openBatch();
      batches.set(requestId, batch);
      if (requestId !== undefined) setTimeout(() => batches.delete(requestId));
      return batch;
    };
    return (call) => (goesAlone(call.op) ? single : batchOf(factsOf(call.op).requestId))(call);
  };
}

import { initTRPC, tracked } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import superjson from "superjson";

const t = initTRPC.create({ transformer: superjson });

/** Only the client's own tests call this server: what they send needs no checking. */
const given =
  <TInput>() =>
  (input: unknown) =>
    input as TInput;

const router = t.router({
  /** Counts on from the last number that the client has seen. */
  count: t.procedure.input(given<{ to: number; lastEventId?: string }>()).subscription(async function* ({ input }) {
    for (let next = Number(input.lastEventId ?? 0) + 1; next <= input.to; next++) yield tracked(String(next), next);
  }),
  fail: t.procedure.subscription(async function* () {
    yield* [];
    throw new Error("broken");
  }),
  upload: t.procedure.input(given<FormData>()).mutation(({ input }) => Object.fromEntries(input)),
  echo: t.procedure.input(given<{ text: string }>()).query(({ input }) => input.text.length),
});

/** A server with what the real one has no procedures for yet: numbered events, uploads. */
export const fixtureServer = {
  request: async (path: string, init?: RequestInit): Promise<Response> =>
    fetchRequestHandler({ endpoint: "/trpc", req: new Request(path, init), router }),
};

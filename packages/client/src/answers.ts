import type { Fetch } from "./options.ts";
import { networkFailed, retryAfter, stopped, unreadable } from "./to-causeway-error.ts";

/** What links give to `fetch`: what is not set may be there as undefined. */
type LinkInit = { [TKey in keyof RequestInit]?: RequestInit[TKey] | undefined };
export type LinkFetch = (url: string | URL | Request, init?: LinkInit) => Promise<Response>;

/** Safe because `fetch` takes an undefined member for a missing one (Web IDL dictionaries). */
const asRequestInit = (init: LinkInit) => init as RequestInit;

/** `fetch` that throws the client's errors, also for an answer that is not the server's own: a proxy's page, a captive portal's. */
export function fetchAnswers({ fetch, credentials }: { fetch: Fetch; credentials: RequestCredentials }): LinkFetch {
  return async (url, init) => {
    const response = await fetch(url, asRequestInit({ ...init, credentials })).catch((cause: unknown) => {
      throw init?.signal?.aborted ? stopped(init.signal.reason) : networkFailed(cause);
    });
    if (/\bjson\b/i.test(response.headers.get("content-type") ?? "")) return response;
    await response.body?.cancel();
    throw unreadable({ status: response.status, retryAfterSeconds: retryAfter(response) });
  };
}

import { httpSubscriptionLink, type TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import type { Session } from "../auth/session.ts";
import type { EventSourceClass, Fetch } from "../options.ts";
import type { AppRouter } from "../server-types.ts";
import { clientFailed } from "../to-causeway-error.ts";
import { transformer } from "../transformer.ts";
import { headersOf } from "./headers.ts";

export interface StreamOptions {
  url: string;
  fetch: Fetch;
  credentials: RequestCredentials;
  session: Session;
  EventSource: EventSourceClass | undefined;
}

/** The last link of subscriptions: server-sent events. */
export function streamLink({ url, fetch, credentials, session, EventSource: given }: StreamOptions): TRPCLink<AppRouter> {
  return (runtime) => {
    const byCookies = credentials === "include";
    const open = (EventSource: EventSourceClass) =>
      httpSubscriptionLink<AppRouter, EventSourceClass>({
        url,
        transformer,
        EventSource,
        eventSourceOptions: ({ op }) => ({
          withCredentials: byCookies,
          // Asked for at every reconnection: the token is another one by then.
          fetch: (to, init) => {
            const headers = { ...Object.fromEntries(new Headers(init.headers)), ...headersOf(op, session) };
            return fetch(to, { ...init, credentials, headers });
          },
        }),
      })(runtime);
    return (call) => {
      // The browsers' own class sends cookies, but no token.
      const EventSource = given ?? (byCookies ? globalThis.EventSource : undefined);
      if (EventSource) return open(EventSource)(call);
      return observable((observer) => observer.error(clientFailed("Subscriptions need the option `EventSource` here.")));
    };
  };
}

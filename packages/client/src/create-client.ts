import { createTRPCClient, splitLink, type TRPCClient } from "@trpc/client";
import { fetchAnswers } from "./answers.ts";
import { createCredentials } from "./auth/credentials.ts";
import { withOldToken } from "./auth/old-token.ts";
import { createSession } from "./auth/session.ts";
import { type Limits, limitsLink } from "./links/limits.ts";
import { resumeLink } from "./links/resume.ts";
import { retryLink } from "./links/retry.ts";
import { sendLink, singleLink } from "./links/send.ts";
import { sessionLink } from "./links/session.ts";
import { streamLink } from "./links/stream.ts";
import type { ClientOptions, Fetch } from "./options.ts";
import type { AppRouter } from "./server-types.ts";

export type CausewayClient = TRPCClient<AppRouter>;

/** What was given, as a function. */
function asked<TValue extends Date | string>(value: TValue | (() => TValue | undefined) | undefined): () => TValue | undefined {
  return typeof value === "function" ? value : () => value;
}

/** A client whose every procedure has the types of the server's. Calls end with a `CausewayError`. */
export function createClient(options: ClientOptions): CausewayClient {
  const { auth, oldToken, onSignedOut = () => {}, timeoutMs = 30_000, retries = 2 } = options;
  const url = `${options.url.replace(/\/+$/, "")}/trpc`;
  // Whatever is global at the time of the call, so that it can be replaced.
  const sendRequest: Fetch = options.fetch ?? ((...request) => globalThis.fetch(...request));
  const cookies: RequestCredentials = auth.kind === "cookies" ? "include" : "omit";
  const fetch = fetchAnswers({ fetch: sendRequest, credentials: cookies });
  const requestId = asked(options.requestId);
  const limits: Limits = { timeoutMs, deadline: asked(options.deadline), requestId };

  const refresher = createTRPCClient<AppRouter>({
    links: [
      limitsLink({ timeoutMs, deadline: () => undefined, requestId: () => undefined }),
      retryLink(retries),
      singleLink({ url, fetch }),
    ],
  });
  const own = createCredentials(auth, refresher.identity.refresh.mutate);
  const credentials =
    oldToken && auth.kind !== "bearer" ? withOldToken(own, oldToken, refresher.identity.exchangeOldToken.mutate) : own;
  const session = createSession({ credentials, onSignedOut });

  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === "subscription",
        true: [
          resumeLink({ session, requestId }),
          streamLink({ url, fetch: sendRequest, credentials: cookies, session, EventSource: options.EventSource }),
        ],
        false: [limitsLink(limits), sessionLink(session), retryLink(retries), sendLink({ url, fetch, session })],
      }),
    ],
  });
}

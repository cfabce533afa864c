import type { TRPCClient } from "@trpc/client";
import { CausewayError } from "../errors.ts";
import type { AppRouter } from "../server-types.ts";
import { clientFailed } from "../to-causeway-error.ts";
import type { Auth, BearerAuth, RefreshAuth } from "./auth.ts";
import type { Credentials, SessionStarted } from "./session.ts";

/** Sends `identity.refresh` past the session: it must not wait for itself. */
export type RefreshCall = TRPCClient<AppRouter>["identity"]["refresh"]["mutate"];

export function createCredentials(auth: Auth, refresh: RefreshCall): Credentials {
  switch (auth.kind) {
    case "cookies":
      return cookieCredentials(refresh);
    case "bearer":
      return bearerCredentials(auth);
    case "refresh":
      return refreshCredentials(auth, refresh);
  }
}

function cookieCredentials(refresh: RefreshCall): Credentials {
  return {
    delivery: "cookie",
    isSignedIn: false,
    isMissing: () => false,
    canRenew: () => true,
    renew: async () => void (await refresh({ delivery: "cookie" })),
    headers: () => ({}),
    adopt: async () => {},
    forget: () => {},
  };
}

const bearer = (token: string | null) => (token === null ? {} : { authorization: `Bearer ${token}` });

function bearerCredentials({ token: source }: BearerAuth): Credentials {
  let token = typeof source === "string" ? source : null;
  return {
    delivery: "body",
    isSignedIn: true,
    isMissing: () => token === null,
    canRenew: () => typeof source === "function",
    async renew() {
      if (typeof source === "string") return;
      try {
        token = await source();
      } catch (cause) {
        throw clientFailed("There is no access token.", cause);
      }
    },
    headers: () => bearer(token),
    adopt: async () => {},
    forget: () => {},
  };
}

function refreshCredentials({ refreshToken: first, onRotate }: RefreshAuth, refresh: RefreshCall): Credentials {
  let refreshToken = first;
  let accessToken: string | null = null;

  const adopt = async ({ tokens }: SessionStarted) => {
    if (!tokens) return;
    ({ accessToken, refreshToken } = tokens);
    try {
      await onRotate(tokens.refreshToken);
    } catch (cause) {
      throw clientFailed("The next refresh token could not be kept.", cause);
    }
  };
  const forget = () => {
    accessToken = null;
    refreshToken = null;
  };

  return {
    delivery: "body",
    isSignedIn: first !== null,
    isMissing: () => accessToken === null && refreshToken !== null,
    canRenew: () => refreshToken !== null,
    async renew() {
      if (refreshToken === null) return;
      const used = refreshToken;
      // Whoever signs in or out meanwhile wins.
      const isCurrent = () => refreshToken === used;
      try {
        const started = await refresh({ refreshToken: used, delivery: "body" });
        if (isCurrent()) await adopt(started);
      } catch (error) {
        if (error instanceof CausewayError && error.status === 401 && isCurrent()) forget();
        throw error;
      }
    },
    headers: () => bearer(accessToken),
    adopt,
    forget,
  };
}

import type { TRPCClient } from "@trpc/client";
import { CausewayError } from "../errors.ts";
import type { AppRouter } from "../server-types.ts";
import { toCausewayError } from "../to-causeway-error.ts";
import type { Credentials } from "./session.ts";

/** A token that an old system's page left behind, such as in `localStorage`. */
export interface OldToken {
  /** Such as `momentum`. */
  system: string;
  /** Null where there is none. */
  read(): string | null;
  /** It has been exchanged, or is worth nothing. */
  forget(): void;
}

/** A session cookie of an old system, which the browser sends by itself. Tried once in the life of the client. */
export interface OldCookie {
  system: string;
  kind: "cookie";
}

/** Sends `identity.exchangeOldToken` past the session, which waits for it. */
export type ExchangeCall = TRPCClient<AppRouter>["identity"]["exchangeOldToken"]["mutate"];

/** Browsers may refuse a page its storage, and throw. */
function orNull<TValue>(use: () => TValue): TValue | null {
  try {
    return use();
  } catch {
    return null;
  }
}

/**
 * When nobody is signed in, and something of an old system is there, a session is got for that before the call is repeated. If
 * it is refused, the caller sees what it would have seen without it. Whoever signs in or out takes an old token away.
 */
export function withOldToken(credentials: Credentials, old: OldToken | OldCookie, exchange: ExchangeCall): Credentials {
  let isCookieTried = false;
  const forget = () => {
    if ("read" in old) orNull(() => old.forget());
    else isCookieTried = true;
  };
  /** What to send: undefined for the cookie, null for nothing. */
  const find = () => ("read" in old ? orNull(() => old.read()) : isCookieTried ? null : undefined);

  /** False when there is none, or it is worth nothing. */
  const tryExchanging = async () => {
    const token = find();
    if (token === null) return false;
    try {
      const { system } = old;
      const { delivery } = credentials;
      await credentials.adopt(await exchange({ system, delivery, ...(token === undefined ? {} : { token }) }));
    } catch (error) {
      const { status } = toCausewayError(error);
      // Out of reach for now: it may be good the next time.
      if (status === null || status === 429 || status >= 500) return false;
      forget();
      return false;
    }
    forget();
    return true;
  };

  return {
    ...credentials,
    canRenew: () => credentials.canRenew() || find() !== null,
    async renew() {
      if (!credentials.canRenew()) {
        if (await tryExchanging()) return;
        throw new CausewayError({ reason: "NOT_SIGNED_IN", message: "Please sign in.", status: 401 });
      }
      try {
        await credentials.renew();
      } catch (error) {
        if (toCausewayError(error).status !== 401 || !(await tryExchanging())) throw error;
      }
    },
    async adopt(started) {
      await credentials.adopt(started);
      forget();
    },
    forget() {
      credentials.forget();
      forget();
    },
  };
}

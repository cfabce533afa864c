import type { CausewayError } from "../errors.ts";
import type { RouterOutputs } from "../server-types.ts";
import { toCausewayError } from "../to-causeway-error.ts";

export type SessionStarted = RouterOutputs["identity"]["refresh"];

/** What a kind of `auth` knows: where its tokens are, and how it gets new ones. */
export interface Credentials {
  /** How the tokens of a started session reach this client. */
  readonly delivery: "cookie" | "body";
  /** True when there is a session to begin with, as far as can be known. */
  readonly isSignedIn: boolean;
  /** True when a call would go without a token that could be had. */
  isMissing(): boolean;
  canRenew(): boolean;
  /** Gets new tokens; refused ones are forgotten. */
  renew(): Promise<void>;
  headers(): Record<string, string>;
  /** Takes the tokens of a session that a call started. */
  adopt(started: SessionStarted): Promise<void>;
  forget(): void;
}

export interface Session {
  readonly delivery: "cookie" | "body";
  /** Changes whenever the tokens do: a call that was refused under an older one need not renew. */
  readonly generation: number;
  headers(): Record<string, string>;
  /** Before a call: gets the first token if there is none yet, or waits for the renewal under way. */
  prepare(): Promise<void>;
  /** Announces a call that changes who is signed in, for `settled`. */
  hold(change: Promise<unknown>): void;
  /** When such a call is over: another one's refusal, seen before, may only mean that the session was replaced. */
  settled(): Promise<void>;
  /** After a refused call: true when it may be repeated. Throws what kept the session from being renewed, if not a refusal. */
  recover(error: CausewayError, seen: number): Promise<boolean>;
  /** After the repeated call was refused as well. */
  giveUp(error: CausewayError): void;
  start(started: SessionStarted): Promise<void>;
  /** A call under this generation was answered. */
  confirm(seen: number): void;
  end(): void;
}

const OVER = new Set(["NOT_SIGNED_IN", "SESSION_ENDED", "ANSWER_UNREADABLE"]);

/** The server wants a session and has none for this token. A stream's 401 comes without its reason. */
const isOver = (error: CausewayError) => error.status === 401 && OVER.has(error.reason);

/** Keeps one client's session: at most one renewal at a time, which all calls that need it share. */
export function createSession({
  credentials,
  onSignedOut,
}: {
  credentials: Credentials;
  onSignedOut: (error: CausewayError) => void;
}): Session {
  let generation = 0;
  let renewal: Promise<void> | undefined;
  let held: Promise<void> = Promise.resolve();
  // A visitor who never was signed in is not signed out.
  let hasSession = credentials.isSignedIn;

  const giveUp = (error: CausewayError) => {
    if (!isOver(error) && error.reason !== "REFRESH_REUSED") return;
    const had = hasSession;
    hasSession = false;
    if (had) onSignedOut(error);
  };

  const renewNow = async () => {
    try {
      await credentials.renew();
      generation++;
      hasSession = true;
    } catch (error) {
      giveUp(toCausewayError(error));
      throw error;
    } finally {
      renewal = undefined;
    }
  };

  /** False when the server refused. */
  const tryRenewing = async () => {
    try {
      await (renewal ??= renewNow());
      return true;
    } catch (failure) {
      if (toCausewayError(failure).status === 401) return false;
      throw failure;
    }
  };

  return {
    delivery: credentials.delivery,
    get generation() {
      return generation;
    },
    headers: () => credentials.headers(),
    async prepare() {
      if (renewal || credentials.isMissing()) await tryRenewing();
    },
    hold(change) {
      const settle = () => {};
      held = change.then(settle, settle);
    },
    settled: () => held,
    giveUp,
    async recover(error, seen) {
      if (!isOver(error)) return false;
      if (seen !== generation) return true;
      if (!credentials.canRenew()) {
        giveUp(error);
        return false;
      }
      return tryRenewing();
    },
    async start(started) {
      await credentials.adopt(started);
      generation++;
      hasSession = true;
    },
    confirm(seen) {
      if (seen === generation) hasSession = true;
    },
    end() {
      credentials.forget();
      generation++;
      hasSession = false;
    },
  };
}

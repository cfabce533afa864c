import type { Auth } from "./auth/auth.ts";
import type { OldCookie, OldToken } from "./auth/old-token.ts";
import type { CausewayError } from "./errors.ts";

export type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

interface EventSourceOptions {
  withCredentials: boolean;
  /** What browsers do not know of, and classes for other runtimes take headers through. */
  fetch: (url: string | URL, init: RequestInit) => Promise<Response>;
}

/** What an EventSource class must offer; that of the package `eventsource` does. */
export type EventSourceClass = new (
  url: string,
  options?: EventSourceOptions,
) => {
  readonly CLOSED: number;
  readonly CONNECTING: number;
  readonly OPEN: number;
  readonly readyState: number;
  addEventListener(type: string, listener: (event: Event) => void): void;
  removeEventListener(type: string, listener: (event: Event) => void): void;
  close(): void;
};

export interface ClientOptions {
  /** Where the server is, such as `https://app.example`; empty for the page's own. */
  url: string;
  auth: Auth;
  /**
   * What an old system signed its people in with. Where nobody is signed in, it is exchanged for a session, once, without
   * anybody noticing. Not for `bearer`, which has no sessions.
   */
  oldToken?: OldToken | OldCookie;
  /**
   * Called once when a session that this client has used is over and cannot be renewed: the moment to ask for signing in.
   * Not called after `identity.signOut`, nor for a visitor who was not signed in.
   */
  onSignedOut?: (error: CausewayError) => void;
  /**
   * Milliseconds that a call may take, with its repetitions; 30,000 unless told. An upload may take 15 minutes. A call's own
   * `signal` can end it sooner.
   */
  timeoutMs?: number;
  /** When whoever waits for this client's work stops waiting; asked at each call. */
  deadline?: Date | (() => Date | undefined);
  /** Passed on as `x-request-id`, 8 to 128 of `[A-Za-z0-9._-]`; asked at each call. */
  requestId?: string | (() => string | undefined);
  /** How often a query is sent again that met no server or one that was too busy; 2 unless told. Mutations are sent once. */
  retries?: number;
  /** Needed for subscriptions outside browsers and with tokens, which the browsers' own class cannot send. */
  EventSource?: EventSourceClass;
  fetch?: Fetch;
}

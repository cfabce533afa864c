import type { Ctx, KnownBrowserCookie, ProcedureLimit, StartedSession, TrustedDeviceCookie } from "@causeway/services";

/** What the browser's cookies carried, and where new ones go. Absent for callers without cookies. */
export interface TokenCookies {
  refreshToken: string | undefined;
  write(session: Pick<StartedSession, "accessToken" | "accessTokenExpiresAt" | "refreshToken" | "sessionExpiresAt">): void;
  /** The browser is excused from the second factor from now on. */
  trustDevice(device: TrustedDeviceCookie): void;
  /** Strangers who lock the account do not lock this browser out. */
  rememberBrowser(browser: KnownBrowserCookie): void;
  /** A cookie of an old system's, by its name. */
  readOld(name: string): string | undefined;
  /** Takes such a cookie from the browser: it has been exchanged. */
  dropOld(name: string): void;
  /** Ends the session here; a trusted device stays one. */
  clear(): void;
}

/** Through which door a call came in. `in-process` is trusted code: tests, jobs, the old APIs. */
export type Door = "rpc" | "rest" | "in-process";

/** The context of every procedure: what verbs know, and how the answer travels. */
export interface RouterContext extends Ctx {
  door: Door;
  cookies: TokenCookies | null;
  /** Charges the caller for a procedure with a limit of its own; absent for trusted code. Throws `TOO_MANY_REQUESTS`. */
  charge?: ((limit: ProcedureLimit) => Promise<void>) | undefined;
}

/** A browser: the server keeps the tokens in cookies that scripts cannot read. */
export interface CookieAuth {
  kind: "cookies";
}

/**
 * A service with an API key (`cw_…`), or with an access token that something else looks after. A function is asked before the
 * first call, and again, once for all parallel calls, after the server refused what it gave.
 */
export interface BearerAuth {
  kind: "bearer";
  token: string | (() => string | Promise<string>);
}

/**
 * A service with a session of its own. The access token stays in memory; every refresh token works once, so `onRotate`
 * has to keep the next one before anything else happens. Null: not signed in yet, `identity.signIn` starts the session.
 */
export interface RefreshAuth {
  kind: "refresh";
  refreshToken: string | null;
  onRotate: (refreshToken: string) => void | Promise<void>;
}

export type Auth = CookieAuth | BearerAuth | RefreshAuth;

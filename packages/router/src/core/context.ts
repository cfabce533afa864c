import type { Ctx, StartedSession } from "@causeway/services";

/** What the browser's cookies carried, and where new ones go. Absent for callers without cookies. */
export interface TokenCookies {
  refreshToken: string | undefined;
  write(session: Pick<StartedSession, "accessToken" | "accessTokenExpiresAt" | "refreshToken" | "sessionExpiresAt">): void;
  clear(): void;
}

/** Through which door a call came in. `in-process` is trusted code: tests, jobs, the old APIs. */
export type Door = "rpc" | "rest" | "in-process";

/** The context of every procedure: what verbs know, and how the answer travels. */
export interface RouterContext extends Ctx {
  door: Door;
  cookies: TokenCookies | null;
}

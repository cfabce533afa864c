import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Logger } from "pino";

/** What the first middleware knows of every request. */
export interface RequestFacts {
  requestId: string;
  ip: string | null;
  userAgent: string | null;
  logger: Logger;
}

export interface HttpEnv {
  /** Absent where a test calls the app without a socket. */
  Bindings: Partial<HttpBindings>;
  Variables: { facts: RequestFacts };
}

export type HttpContext = Context<HttpEnv>;

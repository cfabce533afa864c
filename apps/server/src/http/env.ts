import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";

/** What the first middleware knows of every request. */
export interface RequestFacts {
  requestId: string;
  ip: string | null;
  userAgent: string | null;
  /** What every answer to this request carries, known before the answer is made. */
  headers: Record<string, string>;
  /** Set by a door that put `headers` into its answer itself, so that the answer need not be opened again. */
  hasHeaders: boolean;
}

export interface HttpEnv {
  /** Absent where a test calls the app without a socket. */
  Bindings: Partial<HttpBindings>;
  Variables: { facts: RequestFacts };
}

export type HttpContext = Context<HttpEnv>;

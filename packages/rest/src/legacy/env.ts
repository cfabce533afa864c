/** What the mounting server knows of a request, for logs, audit rows and answers. */
export interface LegacyRequestFacts {
  requestId: string;
  ip: string | null;
  userAgent: string | null;
  /** What the server puts on every answer; an old answer's own headers of the same name win. */
  headers: Readonly<Record<string, string>>;
  /** Set once they are in the answer, so that the server need not open it again. */
  hasHeaders: boolean;
}

/** Nothing is required of the server that mounts an old API; what it knows of a request is used. */
export interface LegacyEnv {
  Variables: { facts?: LegacyRequestFacts };
}

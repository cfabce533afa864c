/** What these routes need to know of a request; the server that mounts them sets it. */
export interface RestEnv {
  Variables: { facts: { requestId: string } };
}

/** The part of Hono's context that an answer about a failure needs, whatever the server's own environment type. */
export interface RequestIdSource {
  get(key: "facts"): { requestId: string };
}

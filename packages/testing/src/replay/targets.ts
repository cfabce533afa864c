import type { ReplayedAnswer } from "@causeway/rest";
import type { ReplayRequest } from "./build-request.ts";

type Fetch = (path: string, init: RequestInit) => Promise<Response> | Response;

async function answerOf(response: Response): Promise<ReplayedAnswer> {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: isJson && text !== "" ? JSON.parse(text) : text,
  };
}

/** Sends to anything that answers like `app.request`, below `mount`. */
export function appTarget(request: Fetch, mount = ""): (request: ReplayRequest) => Promise<ReplayedAnswer> {
  return async ({ method, path, headers, body }) =>
    answerOf(await request(mount + path, { method, headers, ...(body === undefined ? {} : { body }) }));
}

/** Sends to a server; a connection that ends without an answer counts as no answer. */
export function urlTarget(baseUrl: string): (request: ReplayRequest) => Promise<ReplayedAnswer> {
  const base = baseUrl.replace(/\/+$/, "");
  const send = appTarget((path, init) => fetch(`${base}${path}`, { ...init, redirect: "manual" }));
  return async (request) => {
    try {
      return await send(request);
    } catch (error) {
      if (error instanceof TypeError && isReset(error.cause)) return { status: null, headers: {}, body: null };
      throw error;
    }
  };
}

const isReset = (cause: unknown) =>
  cause instanceof Error && "code" in cause && ["ECONNRESET", "UND_ERR_SOCKET", "EPIPE"].includes(String(cause.code));

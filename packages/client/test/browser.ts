import type { TestApp } from "@causeway/testing";
import type { Fetch } from "../src/options.ts";

export interface Exchange {
  /** What was asked: `identity.me`, or `identity.me,identity.sessions` for a batch. */
  paths: string;
  method: string;
  headers: Headers;
  credentials: RequestInit["credentials"];
  status: number;
}

/** Stands between client and server: answers itself, breaks off, or passes on by calling `next`. */
export type Interference = (request: {
  paths: string;
  init: RequestInit | undefined;
  next: () => Promise<Response>;
}) => Promise<Response>;

export interface TestFetch {
  fetch: Fetch;
  /** Everything that was asked, oldest first. */
  exchanges: Exchange[];
  /** The exchanges that asked for this and nothing else. */
  asked(paths: string): Exchange[];
  /** From now on; null takes it away. */
  interfere(by: Interference | null): void;
}

export const URL_OF_APP = "http://app.test";

function pathsOf(url: URL): string {
  return decodeURIComponent(url.pathname.replace(/^\/trpc\//, ""));
}

/** `fetch` into a test app without a socket, as a service has it. */
export function createServiceFetch(app: Pick<TestApp, "request">): TestFetch {
  const exchanges: Exchange[] = [];
  let interference: Interference | null = null;
  return {
    exchanges,
    asked: (paths) => exchanges.filter((exchange) => exchange.paths === paths),
    interfere(by) {
      interference = by;
    },
    async fetch(input, init) {
      const url = new URL(input instanceof Request ? input.url : input);
      const paths = pathsOf(url);
      const next = () => app.request(url.href, init);
      const response = interference ? await interference({ paths, init, next }) : await next();
      const { method = "GET", headers, credentials } = init ?? {};
      exchanges.push({ paths, method, headers: new Headers(headers), credentials, status: response.status });
      return response;
    },
  };
}

export interface TestBrowser extends TestFetch {
  cookies: Map<string, string>;
}

/** The same as a browser has it: keeps cookies, sends them back where they are wanted, and names its page's origin. */
export function createBrowser(app: Pick<TestApp, "request">): TestBrowser {
  const cookies = new Map<string, string>();
  const request: TestApp["request"] = async (path, init) => {
    const headers = new Headers(init?.headers);
    if (init?.credentials === "include") {
      headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    }
    headers.set("origin", URL_OF_APP);
    const response = await app.request(path, { ...init, headers });
    for (const line of response.headers.getSetCookie()) keep(line);
    return response;
  };
  const keep = (line: string) => {
    const [pair = ""] = line.split(";");
    const [name = "", value = ""] = pair.split("=");
    if (value === "") cookies.delete(name);
    else cookies.set(name, value);
  };
  return { cookies, ...createServiceFetch({ request }) };
}

import type { OldServer } from "./old-server.ts";

/** Where the old client's own pages came from. */
const ORIGIN = "http://localhost:3000";
/** Content types for which browsers ask nothing before. */
const SIMPLE = ["multipart/form-data", "application/x-www-form-urlencoded", "text/plain"];

export interface ClientAnswer<TBody> {
  status: number;
  data: TBody;
  headers: Headers;
}

/** The old React client as a browser ran it: axios over a socket, from another origin, a preflight before every call that needs one. */
export class OldClient {
  /** As `localStorage.token` had it. */
  token: string | null = null;
  /** Calls that asked before. */
  preflights = 0;
  readonly #base: string;

  constructor(address: string) {
    this.#base = `${address}/legacy/momentum/api`;
  }

  static async open({ app }: OldServer): Promise<OldClient> {
    return new OldClient(await app.listen());
  }

  /** Rejects as axios did for any status but a good one; a 401 takes the token away. */
  async call<TBody>(method: string, path: string, data?: object | FormData): Promise<ClientAnswer<TBody>> {
    const headers: Record<string, string> = { accept: "application/json, text/plain, */*" };
    if (this.token !== null) headers["authorization"] = `Bearer ${this.token}`;
    if (data !== undefined && !(data instanceof FormData)) headers["content-type"] = "application/json";
    await this.#askBefore(method, path, headers);
    const response = await fetch(this.#base + path, {
      method,
      headers: { ...headers, origin: ORIGIN },
      ...(data === undefined ? {} : { body: data instanceof FormData ? data : JSON.stringify(data) }),
    });
    if (response.headers.get("access-control-allow-origin") !== "*") throw new Error("Network Error");
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") === true;
    const answer = { status: response.status, data: read<TBody>(isJson ? JSON.parse(text) : text), headers: response.headers };
    if (response.ok) return answer;
    if (response.status === 401) this.token = null;
    throw new RefusedError(response.status, answer.data);
  }

  async #askBefore(method: string, path: string, headers: Record<string, string>): Promise<void> {
    const named = Object.keys(headers).filter(
      (name) => name === "authorization" || (name === "content-type" && !SIMPLE.includes(headers[name] ?? "")),
    );
    if (named.length === 0 && (method === "GET" || method === "POST")) return;
    this.preflights++;
    const response = await fetch(this.#base + path, {
      method: "OPTIONS",
      headers: { origin: ORIGIN, "access-control-request-method": method, "access-control-request-headers": named.join(",") },
    });
    const allowed = (name: string) => (response.headers.get(`access-control-allow-${name}`) ?? "").toLowerCase().split(/,\s*/);
    const isAllowed =
      response.ok && allowed("methods").includes(method.toLowerCase()) && named.every((name) => allowed("headers").includes(name));
    if (!isAllowed) throw new Error("Network Error");
  }
}

/** What the client's own handlers saw of a refusal. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly status: number;
  readonly data: unknown;

  constructor(status: number, data: unknown) {
    super(`Request failed with status code ${status}`);
    this.status = status;
    this.data = data;
  }
}

/** The client believed what it got. */
const read = <TBody>(body: unknown) => body as TBody;

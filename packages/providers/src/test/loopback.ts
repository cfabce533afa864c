import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface LoopbackRequest {
  method: string;
  /** Without its query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

export interface LoopbackAnswer {
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}

/** What a service does when it is not well. */
export type Trouble = "silence" | "too-many" | "broken" | "overloaded" | "rubbish" | "nothing" | "reset" | "half";

export interface Loopback extends AsyncDisposable {
  /** Without a slash at the end. */
  url: string;
  /** Everything that came, oldest first. */
  requests: LoopbackRequest[];
  /** From now on, until told null; it takes requests in all the same. */
  trouble: Trouble | null;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function act(trouble: Trouble, response: ServerResponse): void {
  switch (trouble) {
    case "silence":
      return;
    case "too-many":
      response.writeHead(429, { "retry-after": "7" }).end("{}");
      return;
    case "broken":
      response.writeHead(500).end("<html>Internal Server Error</html>");
      return;
    case "overloaded":
      response.writeHead(503, { "retry-after": "30" }).end("");
      return;
    case "rubbish":
      response.writeHead(200, { "content-type": "application/json" }).end('{"half a');
      return;
    case "nothing":
      response.writeHead(200, { "content-type": "application/json" }).end("");
      return;
    case "half":
      response.writeHead(200, { "content-length": "1000" }).write("{");
      setImmediate(() => response.destroy());
      return;
    case "reset":
      response.socket?.resetAndDestroy();
  }
}

/** A service on this machine that speaks over HTTP and can be made to misbehave. */
export async function startLoopback(
  answer: (request: LoopbackRequest) => LoopbackAnswer | Promise<LoopbackAnswer>,
): Promise<Loopback> {
  const server = createServer((incoming, response) => {
    void (async () => {
      const url = new URL(incoming.url ?? "/", "http://loopback");
      const request = {
        method: incoming.method ?? "",
        path: url.pathname,
        query: url.searchParams,
        headers: incoming.headers,
        body: await readBody(incoming),
      };
      loopback.requests.push(request);
      if (loopback.trouble !== null) return act(loopback.trouble, response);
      const { status, headers, body } = await answer(request);
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body));
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const loopback: Loopback = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    trouble: null,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return loopback;
}

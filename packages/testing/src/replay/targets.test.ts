import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { urlTarget } from "./targets.ts";

async function serve(listener: RequestListener) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => void server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}

const request = { method: "GET", path: "/x?y=1", headers: { "x-own": "1" }, body: undefined };

describe("a server that is replayed against", () => {
  it("is asked below its address, and its redirects are answers", async () => {
    await using server = await serve((asked, answer) => {
      answer.writeHead(302, { location: "/elsewhere", "content-type": "application/json" });
      answer.end(JSON.stringify({ path: asked.url, own: asked.headers["x-own"] }));
    });
    expect(await urlTarget(server.url)(request)).toMatchObject({
      status: 302,
      headers: { location: "/elsewhere" },
      body: { path: "/x?y=1", own: "1" },
    });
  });

  it("answers nothing by closing the connection", async () => {
    await using server = await serve((_, answer) => void answer.socket?.destroy());
    expect(await urlTarget(server.url)(request)).toEqual({ status: null, headers: {}, body: null });
  });

  it("is an error when it is not there", async () => {
    const server = await serve(() => undefined);
    await server[Symbol.asyncDispose]();
    await expect(urlTarget(server.url)(request)).rejects.toThrow("fetch failed");
  });
});

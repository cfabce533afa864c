import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo, LookupFunction } from "node:net";
import { describe, expect, it } from "vitest";
import { createSafeFetch, isPublicAddress, safeFetch } from "./safe-fetch.ts";

const REFUSED = { code: "BAD_REQUEST", reason: "ADDRESS_REFUSED" };
const NOT_OUTSIDE = { ...REFUSED, message: expect.stringMatching(/public internet|web address/) };

/** A server on this machine, which plays the public internet; every name stands for it, unless told. */
async function createInternet(answer: RequestListener, names: Record<string, string[]> = {}) {
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    answer(request, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const asked: string[] = [];
  const lookup: LookupFunction = (name, _options, callback) => {
    asked.push(name);
    const [address = "127.0.0.1", ...later] = names[name] ?? [];
    if (later.length > 0) names[name] = later;
    callback(null, [{ address, family: address.includes(":") ? 6 : 4 }]);
  };
  return {
    fetch: createSafeFetch({ lookup, isAllowed: (address) => address === "127.0.0.1" }),
    url: (name: string, path = "/") => `http://${name}:${port}${path}`,
    requests: () => requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe("an address that somebody typed", () => {
  it.each([
    "http://127.0.0.1/",
    "http://localhost/",
    "http://0.0.0.0/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://192.0.2.1/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fc00::1]/",
    "http://[fe80::1]/",
    "http://[ff02::1]/",
    "file:///etc/passwd",
    "gopher://example.com/",
    "ftp://example.com/",
    "http://user:password@example.com/",
    "//example.com",
    "nonsense",
  ])("G11 is refused when it leads to this machine or its networks, or is no web address: %s", async (url) => {
    await expect(safeFetch(url)).rejects.toMatchObject(NOT_OUTSIDE);
  });

  it("G11 knows the public internet", () => {
    for (const address of ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1"]) expect(isPublicAddress(address)).toBe(true);
  });

  it("G11 is asked, and its answer read", async () => {
    await using internet = await createInternet((request, response) => {
      response.setHeader("x-method", request.method ?? "");
      request.pipe(response);
    });
    const answer = await internet.fetch(internet.url("public.example"), { method: "POST", body: "hello" });
    expect(answer).toMatchObject({ status: 200, headers: { "x-method": "POST" }, body: Buffer.from("hello") });
  });

  it("G11 is refused when its name stands for an address inside, now or at a later look-up", async () => {
    const names = { "inside.example": ["10.0.0.7"], "rebinding.example": ["127.0.0.1", "10.0.0.7"] };
    await using internet = await createInternet((_, response) => response.end("seen"), names);
    await expect(internet.fetch(internet.url("inside.example"))).rejects.toMatchObject(NOT_OUTSIDE);
    expect((await internet.fetch(internet.url("rebinding.example"), { headers: { connection: "close" } })).status).toBe(200);
    await expect(internet.fetch(internet.url("rebinding.example"))).rejects.toMatchObject(NOT_OUTSIDE);
    expect(internet.requests()).toBe(1);
  });

  it("G11 leads nowhere else", async () => {
    await using internet = await createInternet((request, response) => {
      if (request.url === "/inside") return response.end("the secret of another machine");
      return response.writeHead(302, { location: "/inside" }).end();
    });
    await expect(internet.fetch(internet.url("public.example"))).rejects.toMatchObject(REFUSED);
    expect(internet.requests()).toBe(1);
  });

  it("G11 has a limit of size and of time", async () => {
    await using internet = await createInternet((request, response) => {
      if (request.url === "/large") return response.end("x".repeat(2000));
      return response.write("x");
    });
    const { fetch, url } = internet;
    expect((await fetch(url("public.example", "/large"), { maxBytes: 2000 })).body).toHaveLength(2000);
    await expect(fetch(url("public.example", "/large"), { maxBytes: 1999 })).rejects.toMatchObject(REFUSED);
    await expect(fetch(url("public.example", "/slow"), { timeoutMs: 50 })).rejects.toMatchObject(REFUSED);
  });
});

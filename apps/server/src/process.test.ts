import { once } from "node:events";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTestStore } from "@causeway/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { launchServer, type ServerProcess } from "./test/launch-server.ts";

const SignedIn = z.object({
  result: z.object({ data: z.object({ json: z.object({ tokens: z.object({ accessToken: z.string() }) }) }) }),
});
let folder: string;
let running: ServerProcess[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "causeway-process-"));
  running = [];
});
afterEach(async () => {
  for (const each of running) each.kill();
  await rm(folder, { recursive: true, force: true });
});

function launch(environment: Record<string, string>) {
  const launched = launchServer({ DATA_DIR: folder, DATABASE_URL: `file:${join(folder, "c.db")}`, ...environment });
  running.push(launched);
  return launched;
}

describe("the server process", { timeout: 60_000 }, () => {
  it("finishes the request in flight when told to stop, takes no new one, and ends well", async () => {
    const { child, ready, exited } = launch({});
    const url = new URL(await ready);
    const body = JSON.stringify({ json: { email: "nobody@test.example", password: "x" } });
    const socket = connect(Number(url.port), url.hostname);
    let answer = "";
    socket.on("data", (data) => (answer += String(data)));
    await once(socket, "connect");
    socket.write(
      `POST /trpc/identity.signIn HTTP/1.1\r\nhost: ${url.host}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 10)}`,
    );
    // The server has read the head once it answers another request on a connection made later.
    await fetch(new URL("/healthz", url));
    child.kill("SIGTERM");
    const knock = () =>
      fetch(new URL("/healthz", url)).then(
        () => "taken",
        () => "refused",
      );
    await expect.poll(knock).toBe("refused");
    socket.write(body.slice(10));
    await once(socket, "close");
    expect(answer).toMatch(/^HTTP\/1.1 401 /);
    expect(await exited).toMatchObject({ code: 0, err: "" });
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ["a bad setting", { PORT: "http" }, /^causeway cannot start: PORT: must be a port number from 0 to 65535\n$/],
    [
      "an unreachable server",
      { DATABASE_URL: "postgres://u:geheim@127.0.0.1:1/x" },
      /^causeway cannot start: DATABASE_URL: postgres:\/\/u:\*\*\*@127.0.0.1:1\/x cannot be used: .*ECONNREFUSED.*\n$/,
    ],
    ["a folder that cannot be made", { DATABASE_URL: "file:/dev/null/x/c.db" }, /^causeway cannot start: DATABASE_URL: .*\n$/],
  ])("ends with one clear line on %s", async (_, environment, line) => {
    const { code, err } = await launch(environment).exited;
    expect(code).toBe(1);
    expect(err).toMatch(line);
    expect(err).not.toContain("geheim");
  });

  it("leaves a file alone that is no database, or was cut short, and says so", async () => {
    const path = join(folder, "c.db");
    await writeFile(path, "this is a letter, not a database, and long enough to be taken for one at first sight");
    expect((await launch({}).exited).err).toMatch(/^causeway cannot start: DATABASE_URL: .*c\.db.*not a database.*\n$/);

    await using opened = await openTestStore("sqlite");
    const cut = opened.url.slice("file:".length);
    await opened.store.close();
    await truncate(cut, 8192);
    expect((await launch({ DATABASE_URL: opened.url }).exited).err).toMatch(/^causeway cannot start: DATABASE_URL: .*\n$/);
  });

  it("says which port is taken", async () => {
    const first = launch({});
    const { port } = new URL(await first.ready);
    const { err } = await launch({ PORT: port, DATABASE_URL: `file:${join(folder, "other.db")}` }).exited;
    expect(err).toMatch(new RegExp(`^causeway cannot start: PORT: cannot listen on 127.0.0.1:${port}: .*EADDRINUSE.*\\n$`));
  });

  it("keeps its secret, so that people stay signed in over a restart", async () => {
    const first = launch({ DEMO: "1" });
    const signIn = async (url: string) =>
      fetch(new URL("/trpc/identity.signIn", url), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ json: { email: "owner@demo.example", password: "low-tide-crossing", delivery: "body" } }),
      }).then(async (response) => SignedIn.parse(await response.json()));
    const answer = await signIn(await first.ready);
    first.child.kill("SIGTERM");
    await first.exited;
    const second = launch({ DEMO: "1" });
    const me = await fetch(new URL("/trpc/identity.me", await second.ready), {
      headers: { authorization: `Bearer ${answer.result.data.json.tokens.accessToken}` },
    });
    expect(me.status).toBe(200);
  });
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { expect, test, vi } from "vitest";
import { startPostgres } from "./start-postgres.ts";

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  return client;
}

test("the server runs until it is disposed of, also with a client connected", async () => {
  const server = await startPostgres();
  const client = await connect(server.url);
  expect((await client.query("select 1 as one")).rows).toEqual([{ one: 1 }]);

  await server[Symbol.asyncDispose]();

  await expect(connect(server.url)).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test("nobody enters without the password", async () => {
  await using server = await startPostgres();
  const url = new URL(server.url);
  url.password = "guess";
  await expect(connect(url.href)).rejects.toMatchObject({ code: "28P01" });
});

test("a killed test run takes its server and the server's folder with it", async () => {
  const module = JSON.stringify(join(import.meta.dirname, "start-postgres.ts"));
  const program = `const { startPostgres } = await import(${module}); console.log((await startPostgres()).url); setInterval(() => {}, 1e6);`;
  const run = spawn(process.execPath, ["--input-type=module", "--eval", program], { stdio: ["ignore", "pipe", "inherit"] });
  const [url] = await once(createInterface(run.stdout), "line");
  const client = await connect(url);
  const { rows } = await client.query<{ folder: string }>("select current_setting('data_directory') as folder");
  expect(rows[0]?.folder).toContain("causeway-postgres-");
  await client.end();

  run.kill("SIGKILL");

  await vi.waitFor(() => expect(access(String(rows[0]?.folder))).rejects.toMatchObject({ code: "ENOENT" }), { timeout: 10_000 });
  await expect(connect(url)).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

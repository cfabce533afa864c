import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const configured = process.env["TEST_REDIS_URL"];

/** The tests bring no Redis along: without a `redis-server` on this machine, those that stop and start one are left out. */
export const hasRedisServer = spawnSync("redis-server", ["--version"]).status === 0;

/** Without that and without `TEST_REDIS_URL`, all tests of Redis are left out, and say so. */
export const hasRedis = configured !== undefined || hasRedisServer;

/** The Redis of `TEST_REDIS_URL`, which others may use as well, or one of the test's own. */
export async function openTestRedis(): Promise<AsyncDisposable & { url: string }> {
  return configured === undefined ? startRedis() : { url: configured, [Symbol.asyncDispose]: () => Promise.resolve() };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("the probe has no port");
  return address.port;
}

/** A Redis of the test's own, which keeps nothing. */
export async function startRedis() {
  const [port, folder] = [await freePort(), await mkdtemp(join(tmpdir(), "causeway-redis-"))];
  const launch = async () => {
    const args = ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--dir", folder];
    const child = spawn("redis-server", args, { stdio: ["ignore", "pipe", "ignore"] });
    for await (const line of createInterface({ input: child.stdout })) if (line.includes("Ready to accept connections")) break;
    child.stdout.resume();
    return child;
  };
  let child = await launch();
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    stop,
    async restart() {
      child = await launch();
    },
    async [Symbol.asyncDispose]() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

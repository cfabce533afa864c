import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { giveToServer, spawnOptions } from "./account.ts";

export interface Cluster {
  /** Of the administrative database, with its password. */
  url: string;
  /** Settles when the server has ended, for whatever reason. */
  ended: Promise<unknown>;
  /** Ends the server without waiting for its clients. */
  stop(): Promise<void>;
}

/** Makes a new, empty cluster in `folder` and serves it on a free port of the loopback address. Nothing in it survives a power cut. */
export async function startCluster({ bin, folder }: { bin: string; folder: string }): Promise<Cluster> {
  const data = join(folder, "data");
  const password = randomBytes(16).toString("hex");
  await initialise({ bin, folder, data, password });
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort();
    try {
      const { server, ended } = await serve({ bin, data, port });
      const stop = async () => {
        server.kill("SIGINT");
        await ended;
      };
      return { url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, ended, stop };
    } catch (error) {
      // Somebody else may have taken the port between the look and the start.
      if (attempt === 3) throw error;
    }
  }
}

/** Every local user can reach the port, so the superuser has a password; one iteration keeps a connection as cheap as without. */
async function initialise(options: { bin: string; folder: string; data: string; password: string }): Promise<void> {
  const { bin, folder, data, password } = options;
  const passwordFile = join(folder, "password");
  await mkdir(data, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  await Promise.all([giveToServer(data), giveToServer(passwordFile)]);
  const settings = ["-A", "scram-sha-256", "--pwfile", passwordFile, "--set", "scram_iterations=1"];
  const speed = ["--no-sync", "--no-locale", "--encoding=UTF8"];
  await promisify(execFile)(join(bin, "initdb"), ["-D", data, "-U", "postgres", ...settings, ...speed], spawnOptions());
  await rm(passwordFile);
}

async function serve({ bin, data, port }: { bin: string; data: string; port: number }) {
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: 200,
    fsync: "off",
    full_page_writes: "off",
    log_checkpoints: "off",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = spawn(join(bin, "postgres"), ["-D", data, ...args], { ...spawnOptions(), stdio: ["ignore", "ignore", "pipe"] });
  const ended = once(server, "exit");
  await waitUntilReady(server);
  return { server, ended };
}

async function waitUntilReady(server: ChildProcess): Promise<void> {
  const log: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  if (!server.stderr) throw new Error("The server was started without its log.");
  const lines = createInterface(server.stderr);
  lines.on("line", (line) => {
    if (line.includes("ready to accept connections")) {
      resolve();
      // The log is read to its end: a full pipe would stop the server.
      lines.removeAllListeners("line").resume();
    } else log.push(line);
  });
  server.once("exit", (code) => reject(new Error(`PostgreSQL ended with ${code}:\n${log.join("\n")}`)));
  await promise;
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("The probe has no port.");
  return address.port;
}

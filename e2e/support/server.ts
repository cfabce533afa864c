import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface Server {
  url: string;
  databaseFile: string;
  /** Ends the process; the data stays. */
  stop(): Promise<void>;
  /** Starts it again at the same address, if it was stopped. */
  start(): Promise<void>;
  /** Ends the process and removes the data. */
  dispose(): Promise<void>;
}

const DATABASE_FILE = "causeway.db";
const MAIN = join(import.meta.dirname, "../../apps/server/dist/main.js");

interface LaunchOptions {
  folder: string;
  port: string;
  environment: Record<string, string>;
}

async function launch({ folder, port, environment }: LaunchOptions): Promise<{ child: ChildProcess; url: string }> {
  const { NODE_ENV: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...inherited,
      PORT: port,
      HOST: "127.0.0.1",
      DATA_DIR: folder,
      DATABASE_URL: `file:${join(folder, DATABASE_FILE)}`,
      ...environment,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /ready at (\S+)/.exec(line)?.[1];
    if (url !== undefined) {
      child.stdout.resume();
      return { child, url };
    }
  }
  throw new Error(`the server ended with ${child.exitCode} before it was ready`);
}

/** The built server on a database of its own, on a free port. */
export async function startServer(environment: Record<string, string>): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), "causeway-e2e-"));
  let running = await launch({ folder, port: "0", environment });
  const { url } = running;
  const stop = async () => {
    if (running.child.exitCode !== null) return;
    const ended = once(running.child, "exit");
    running.child.kill("SIGTERM");
    await ended;
  };
  return {
    url,
    databaseFile: join(folder, DATABASE_FILE),
    stop,
    async start() {
      if (running.child.exitCode !== null) running = await launch({ folder, port: new URL(url).port, environment });
    },
    async dispose() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

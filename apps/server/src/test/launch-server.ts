import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const MAIN = join(import.meta.dirname, "../main.ts");

export interface ServerProcess {
  child: ChildProcess;
  /** Its address, once it listens; rejects with what it said if it ends before. */
  ready: Promise<string>;
  exited: Promise<{ code: number | null; out: string; err: string }>;
  kill(): void;
}

/** Starts the server as an operator does: a process of its own with these settings and a free port. */
export function launchServer(environment: Record<string, string>): ServerProcess {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env["PATH"], PORT: "0", DEMO: "0", LOG_LEVEL: "warn", ...environment },
  });
  const output = { out: "", err: "" };
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (data) => {
      output.out += String(data);
      const [, url] = /ready at (\S+)/.exec(output.out) ?? [];
      if (url !== undefined) resolve(url);
    });
    child.once("exit", () => reject(new Error(output.err)));
  });
  child.stderr.on("data", (data) => (output.err += String(data)));
  const exited = once(child, "exit").then(([code]) => ({ code: code as number | null, ...output }));
  ready.catch(() => undefined);
  return {
    child,
    ready,
    exited,
    kill() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    },
  };
}

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface ChildServer extends AsyncDisposable {
  url: string;
  process: ChildProcess;
}

/** Starts a server in a process of its own and waits for the address it prints. */
export async function startChildServer(script: string, environment: Record<string, string>): Promise<ChildServer> {
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, LOG_LEVEL: "silent", NODE_ENV: "production", ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const text of createInterface({ input: child.stdout })) {
    const [url] = /http:\/\/[\w.:[\]]+/.exec(text) ?? [];
    if (url !== undefined) {
      child.stdout.resume();
      return {
        url,
        process: child,
        async [Symbol.asyncDispose]() {
          child.kill("SIGTERM");
          if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
        },
      };
    }
  }
  throw new Error(`${script} ended before it was ready.`);
}

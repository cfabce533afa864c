import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface PostgresServer extends AsyncDisposable {
  /** Of the administrative database, as a superuser. */
  url: string;
}

/** Starts an embedded PostgreSQL of its own, empty and listening on the loopback address alone. It ends with the calling process. */
export async function startPostgres(): Promise<PostgresServer> {
  const program = join(import.meta.dirname, "server-process.ts");
  // Detached: an interrupt at the terminal reaches the tests first, and the server when they are done.
  const child = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "pipe"], detached: true });
  const exit = once(child, "exit");
  const errors: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => errors.push(text));
  const line = once(createInterface(child.stdout), "line");
  const url = await Promise.race([line.then(([text]) => String(text)), exit.then(() => null)]);
  if (url === null) throw new Error(`The embedded PostgreSQL did not start. ${errors.join("")}`);
  return {
    url,
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await exit;
    },
  };
}

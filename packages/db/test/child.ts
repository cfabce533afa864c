import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";

export interface Child extends AsyncDisposable {
  process: ChildProcessWithoutNullStreams;
  /** What it prints, line by line. */
  lines: Interface;
  /** Settles with what it printed on stderr, when it has ended. */
  ended: Promise<{ code: number | null; errors: string }>;
}

/** The children are many and compile the same files. */
const NODE_COMPILE_CACHE = join(import.meta.dirname, "../node_modules/.cache/compiled");

/** Runs a script of `test/children` in a process of its own; killed at disposal. */
export function startChild(script: string, ...args: string[]): Child {
  const child = spawn(process.execPath, [join(import.meta.dirname, "children", script), ...args], {
    env: { ...process.env, NODE_COMPILE_CACHE },
  });
  const errors: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => errors.push(text));
  // "close", not "exit": everything it printed has been read by then.
  const ended = once(child, "close").then(([code]: unknown[]) => ({
    code: typeof code === "number" ? code : null,
    errors: errors.join(""),
  }));
  return {
    process: child,
    lines: createInterface(child.stdout),
    ended,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Runs it to its end and gives back the lines it printed. Throws with its errors when it failed. */
export async function runChild(script: string, ...args: string[]): Promise<string[]> {
  await using child = startChild(script, ...args);
  const lines: string[] = [];
  child.lines.on("line", (line) => lines.push(line));
  const { code, errors } = await child.ended;
  if (code !== 0) throw new Error(`${script} ended with ${code}: ${errors}`);
  return lines;
}

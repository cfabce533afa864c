import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";

export interface ProgramResult {
  status: number;
  /** Standard output, then standard error. */
  output: string;
}

/** Runs a program of the workspace's `node_modules/.bin` to its end and collects what it says. */
export async function runProgram(options: { root: string; program: string; args: string[] }): Promise<ProgramResult> {
  const { root, program, args } = options;
  const child = spawn(join(root, "node_modules/.bin", program), args, {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1" },
    shell: process.platform === "win32",
  });
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { status: Number(status ?? 1), output: [stdout, stderr].filter((part) => part.trim() !== "").join("\n") };
}

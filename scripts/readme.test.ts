import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { patternOf, readShownCommands } from "./lib/shown-commands.ts";
import { createTemporaryFolder } from "./lib/temporary-folder.ts";

const root = join(import.meta.dirname, "..");
const hasCurl = spawnSync("curl", ["--version"]).status === 0;
const PATIENCE = 120_000;

async function startServer(options: { cwd: string; env: NodeJS.ProcessEnv }) {
  const child = spawn(process.execPath, [join(root, "apps/server/src/main.ts")], {
    ...options,
    env: { ...options.env, PORT: "0", LOG_LEVEL: "silent" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(createInterface(child.stdout), "line");
  const [url = ""] = /http:\S+/.exec(String(line)) ?? [];
  const stop = async () => {
    child.kill();
    await once(child, "exit");
  };
  return { line: String(line), url, [Symbol.asyncDispose]: stop };
}

test("the five minutes of the README go as it says", { timeout: PATIENCE }, async () => {
  const readme = await readFile(join(root, "README.md"), "utf8");
  await using folder = await createTemporaryFolder();
  await using opened = new AsyncDisposableStack();
  const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: "1" };
  const run = (program: string, args: string[]) => {
    const { stdout, stderr, status } = spawnSync(program, args, { cwd: folder.path, env, encoding: "utf8" });
    // 1 is no failure: something is left to decide.
    if (status !== 0 && status !== 1) throw new Error(`${program} ${args.join(" ")} ended with ${status}: ${stderr}`);
    return stdout.trim();
  };
  const shownUrl = "http://127.0.0.1:3000";
  let url = shownUrl;

  /** Does what the reader is told to do; gives what they see. */
  const follow = async (command: string): Promise<string> => {
    const [, name, value] = /^export (\w+)=(.*)$/.exec(command) ?? [];
    if (name) {
      env[name] = value;
      return "";
    }
    if (command === "npx pnpm@12 start") {
      const server = opened.use(await startServer({ cwd: folder.path, env }));
      ({ url } = server);
      return server.line.replace(url, shownUrl);
    }
    if (command.startsWith("curl ")) return run("sh", ["-c", command.replace(shownUrl, url)]);
    const args = /^npx pnpm@12 (?:causeway )?(.*)$/.exec(command)?.[1];
    if (!args) throw new Error(`The README has a command that is not known here: ${command}`);
    return run(process.execPath, [join(root, "apps/cli/src/main.ts"), ...args.split(" ")]);
  };

  const commands = readShownCommands(readme).filter(({ command }) => hasCurl || !command.startsWith("curl "));
  expect(commands.length).toBeGreaterThan(5);
  for (const { command, output } of commands) expect(await follow(command), command).toMatch(patternOf(output));
});

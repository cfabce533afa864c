import type { ExitCode } from "../cli-error.ts";
import type { Cli } from "../cli.ts";
import { runCli } from "../run-cli.ts";

export interface CliResult {
  code: ExitCode;
  out: string;
  err: string;
}

/** Runs a command in this process, with a world of its own. */
export async function run(argv: readonly string[], world: Partial<Cli> = {}): Promise<CliResult> {
  let [out, err] = ["", ""];
  const { env, ...rest } = world;
  const code = await runCli(argv, {
    env: { AUTH_SECRET: "only for tests: thirty-two characters and more", ...env },
    print: (text) => void (out += text),
    note: (text) => void (err += text),
    isTerminal: false,
    readPassword: async () => "",
    signal: new AbortController().signal,
    ...rest,
  });
  return { code, out, err };
}

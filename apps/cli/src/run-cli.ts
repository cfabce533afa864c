import { Command, CommanderError } from "commander";
import { EXIT, type ExitCode } from "./cli-error.ts";
import type { Cli } from "./cli.ts";
import { explainError } from "./explain-error.ts";

type AddCommand = (program: Command, cli: Cli, exit: (code: ExitCode) => void) => void;

/** Every command by its name. Only the one that is asked for is loaded: all of them would take more memory than an import. */
const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  import: async () => (await import("./commands/import.ts")).addImportCommand,
  verify: async () => (await import("./commands/verify.ts")).addVerifyCommand,
  quarantine: async () => (await import("./commands/quarantine.ts")).addQuarantineCommand,
  rules: async () => (await import("./commands/rules.ts")).addRulesCommand,
  divergences: async () => (await import("./commands/divergences.ts")).addDivergencesCommand,
  replay: async () => (await import("./commands/replay.ts")).addReplayCommand,
  "create-admin": async () => (await import("./commands/create-admin.ts")).addCreateAdminCommand,
  migrate: async () => (await import("./commands/migrate.ts")).addMigrateCommand,
  reencrypt: async () => (await import("./commands/reencrypt.ts")).addReencryptCommand,
  "rotate-keys": async () => (await import("./commands/rotate-keys.ts")).addRotateKeysCommand,
  seed: async () => (await import("./commands/seed.ts")).addSeedCommand,
  audit: async () => (await import("./commands/audit.ts")).addAuditCommand,
  jobs: async () => (await import("./commands/jobs.ts")).addJobsCommand,
};

async function createProgram(cli: Cli, wanted: string | undefined, exit: (code: ExitCode) => void): Promise<Command> {
  const program = new Command("causeway")
    .description("the operator's command line")
    // Commands inherit both: errors are thrown, and printed here, in one line.
    .exitOverride()
    .configureOutput({ writeOut: (text) => cli.print(text), writeErr: () => undefined });
  const one = wanted !== undefined && Object.hasOwn(COMMANDS, wanted) ? COMMANDS[wanted] : undefined;
  for (const load of one ? [one] : Object.values(COMMANDS)) (await load())(program, cli, exit);
  return program;
}

/** Runs one command: `argv` without the program. Errors become one line; nothing is thrown. */
export async function runCli(argv: readonly string[], cli: Cli): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  try {
    const program = await createProgram(cli, argv[0], (result) => {
      code = result;
    });
    await program.parseAsync(argv.length === 0 ? ["--help"] : argv, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok;
    cli.note(`causeway: ${explainError(error)}\n`);
    if (cli.env["LOG_LEVEL"] === "debug" && error instanceof Error) cli.note(`${error.stack ?? ""}\n`);
    return EXIT.cannotRun;
  }
}

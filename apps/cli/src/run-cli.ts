import { Command, CommanderError } from "commander";
import { EXIT, type ExitCode } from "./cli-error.ts";
import type { Cli } from "./cli.ts";
import { addCreateAdminCommand } from "./commands/create-admin.ts";
import { addDivergencesCommand } from "./commands/divergences.ts";
import { addImportCommand } from "./commands/import.ts";
import { addMigrateCommand } from "./commands/migrate.ts";
import { addReplayCommand } from "./commands/replay.ts";
import { addSeedCommand } from "./commands/seed.ts";
import { addVerifyCommand } from "./commands/verify.ts";
import { explainError } from "./explain-error.ts";

function createProgram(cli: Cli, exit: (code: ExitCode) => void): Command {
  const program = new Command("causeway")
    .description("the operator's command line")
    // Commands inherit both: errors are thrown, and printed here, in one line.
    .exitOverride()
    .configureOutput({ writeOut: (text) => cli.print(text), writeErr: () => undefined });
  addImportCommand(program, cli);
  addVerifyCommand(program, cli, exit);
  addDivergencesCommand(program, cli);
  addReplayCommand(program, cli, exit);
  addCreateAdminCommand(program, cli);
  addMigrateCommand(program, cli);
  addSeedCommand(program, cli);
  return program;
}

/** Runs one command: `argv` without the program. Errors become one line; nothing is thrown. */
export async function runCli(argv: readonly string[], cli: Cli): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const program = createProgram(cli, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(argv.length === 0 ? ["--help"] : argv, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok;
    cli.note(`causeway: ${explainError(error)}\n`);
    if (cli.env["LOG_LEVEL"] === "debug" && error instanceof Error) cli.note(`${error.stack ?? ""}\n`);
    return EXIT.cannotRun;
  }
}

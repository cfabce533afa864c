import { Command } from "commander";
import { addCreateAdmin } from "./commands/create-admin.ts";
import { addDivergences } from "./commands/divergences.ts";
import { addMigrate } from "./commands/migrate.ts";
import { addSeed } from "./commands/seed.ts";

/** The operator's command line. */
export function createProgram(): Command {
  const program = new Command("causeway")
    .description("Cross from an old backend to the new one, and back.")
    .showHelpAfterError()
    .configureHelp({ showGlobalOptions: true })
    .exitOverride((error) => {
      // Help that was asked for is no failure.
      process.exit(error.exitCode === 0 ? 0 : 2);
    });
  addDivergences(program);
  addCreateAdmin(program);
  addMigrate(program);
  addSeed(program);
  return program;
}

import { migrate } from "@causeway/db";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { findTarget } from "../target.ts";

export function addMigrateCommand(program: Command, cli: Cli): void {
  program
    .command("migrate")
    .description("bring the database to this version's tables, as every start does")
    .action(async () => {
      const applied = await migrate(findTarget(cli).url);
      cli.print(applied.length === 0 ? "The database is up to date.\n" : `Applied: ${applied.join(", ")}\n`);
    });
}

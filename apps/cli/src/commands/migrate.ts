import { migrate } from "@causeway/db";
import type { Command } from "commander";
import { CommandFailure, firstLine } from "../lib/failure.ts";
import { targetUrl } from "../lib/target.ts";

/** `causeway migrate`: brings the database to this version's tables, as every start does. */
export function addMigrate(program: Command): void {
  program
    .command("migrate")
    .description("bring the database to this version's tables")
    .action(async () => {
      const applied = await migrate(targetUrl()).catch((error: unknown) => {
        throw new CommandFailure(`DATABASE_URL: ${firstLine(error)}`, { cause: error });
      });
      process.stdout.write(applied.length === 0 ? "The database is up to date.\n" : `Applied: ${applied.join(", ")}\n`);
    });
}

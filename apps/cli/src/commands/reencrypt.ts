import { reencrypt } from "@causeway/services";
import type { Command } from "commander";
import { EXIT, type ExitCode } from "../cli-error.ts";
import type { Cli } from "../cli.ts";
import { createOperatorContext } from "../operator-context.ts";
import { findTarget, openMigratedTarget } from "../target.ts";

const MAX_LISTED = 20;

export function addReencryptCommand(program: Command, cli: Cli, exit: (code: ExitCode) => void): void {
  program
    .command("reencrypt")
    .description("encrypt what is encrypted at rest with the current AUTH_SECRET; can be stopped and run again at any time")
    .action(async () => {
      await using store = await openMigratedTarget(findTarget(cli));
      const reports = await reencrypt(await createOperatorContext(store.db, cli, "reencrypt"), { signal: cli.signal });
      for (const { field, reencrypted } of reports) cli.print(`${field}: ${reencrypted} encrypted anew\n`);
      const unreadable = reports.flatMap(({ field, unreadable: records }) => records.map((record) => `${field} of ${record}`));
      if (unreadable.length === 0) {
        cli.print("No server needs an earlier secret any more; `audit verify` does, for events of its time.\n");
        return;
      }
      for (const value of unreadable.slice(0, MAX_LISTED)) cli.print(`cannot be read with any known secret: ${value}\n`);
      cli.print(`${unreadable.length} values cannot be read: put the secret they were encrypted with into AUTH_SECRET_PREVIOUS\n`);
      exit(EXIT.differences);
    });
}

import { QuarantineState } from "@causeway/contract";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { ExitCode } from "../cli-error.ts";
import type { Cli } from "../cli.ts";
import { dismissRows, restoreRow } from "./quarantine/dismiss.ts";
import { listRows } from "./quarantine/list.ts";
import { retryRows } from "./quarantine/retry.ts";
import { showRow } from "./quarantine/show.ts";

const ONE = "the row: TABLE and OLD ID, or the id that list --json shows";

/** `column=value`, gathered: the option may be given several times. */
function gather(pair: string, before: Record<string, string> = {}): Record<string, string> {
  const at = pair.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("It must be column=value.");
  return { ...before, [pair.slice(0, at)]: pair.slice(at + 1) };
}

const filters = (command: Command) =>
  command.option("--table <table>", "only rows of this old table").option("--reason <reason>", "only rows with this reason");

export function addQuarantineCommand(program: Command, cli: Cli, exit: (code: ExitCode) => void): void {
  const quarantine = program
    .command("quarantine")
    .description("old rows that no table can hold: look at them, correct and retry them, or leave them out for a reason");
  filters(quarantine.command("list").argument("<system>", "the old system"))
    .addOption(
      new Option("--state <state>", "what waits, or what has been decided").choices(QuarantineState.options).default("waiting"),
    )
    .option("--limit <count>", "so many at most", "50")
    .option("--after <cursor>", "go on after a page; the page before prints it")
    .option("--json", "print them as JSON")
    .description("list rows in quarantine; ends with 1 while any waits for a decision")
    .action(async (system: string, flags) => exit(await listRows(cli, system, flags)));
  quarantine
    .command("show")
    .argument("<system>", "the old system")
    .argument("<row...>", ONE)
    .option("--json", "print it as JSON")
    .description("show a row with its old values, why it is there and what can be done")
    .action((system: string, row: string[], flags) => showRow(cli, { system, row }, flags));
  filters(quarantine.command("retry").argument("<system>", "the old system").argument("[row...]", ONE))
    .option("--set <column=value>", "correct a value of the row; may be given several times", gather)
    .option("--null <column...>", "correct values of the row to NULL")
    .option("--all", "every row that waits")
    .option("--json", "print what became of them as JSON")
    .description("import rows by today's rules and with corrected values; ends with 1 when any stays")
    .action(async (system: string, row: string[], flags) => exit(await retryRows(cli, { system, row }, flags)));
  filters(quarantine.command("dismiss").argument("<system>", "the old system").argument("[row...]", ONE))
    .requiredOption("--because <words>", "why, for whoever asks later")
    .option("--all", "every row that waits")
    .description("leave rows out; their bytes stay, and a verification counts them as decided")
    .action((system: string, row: string[], flags) => dismissRows(cli, { system, row }, flags));
  quarantine
    .command("restore")
    .argument("<system>", "the old system")
    .argument("<row...>", ONE)
    .description("take a dismissal back: the row waits again")
    .action((system: string, row: string[]) => restoreRow(cli, { system, row }));
}

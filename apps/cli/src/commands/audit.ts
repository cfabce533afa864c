import type { AuditReport } from "@causeway/contract";
import { pruneAudit, verifyAudit } from "@causeway/services";
import type { Command } from "commander";
import { CliError, EXIT, type ExitCode } from "../cli-error.ts";
import type { Cli } from "../cli.ts";
import { createOperatorContext } from "../operator-context.ts";
import { findTarget, openExistingTarget } from "../target.ts";

interface VerifyFlags {
  head?: string;
  json?: boolean;
}

function printReport(cli: Cli, { isIntact, sealed, pruned, head, problems, problemCount }: AuditReport): void {
  for (const { sequence, eventId, eventAt, message } of problems) {
    const event = eventId === null ? "" : ` event ${eventId}${eventAt ? ` of ${eventAt.toISOString()}` : ""}`;
    cli.print(`row ${sequence}${event}: ${message}\n`);
  }
  if (problemCount > problems.length) cli.print(`and ${problemCount - problems.length} more\n`);
  const kept = pruned > 0 ? `, ${pruned} of them removed by retention` : "";
  cli.print(
    isIntact
      ? `intact: ${sealed} rows${kept}\nhead: ${head ?? "none"} (keep it elsewhere; --head checks that nothing was cut off since)\n`
      : `${problemCount} of ${sealed} rows are not as they were written${kept}; the first bad row is ${problems[0]?.sequence}\n`,
  );
}

async function verify(cli: Cli, { head, json }: VerifyFlags): Promise<ExitCode> {
  await using store = openExistingTarget(findTarget(cli));
  const ctx = await createOperatorContext(store.db, cli, "audit-verify");
  const report = await verifyAudit(ctx, head === undefined ? {} : { expectedHead: head });
  if (json) cli.print(`${JSON.stringify(report, null, 2)}\n`);
  else printReport(cli, report);
  return report.isIntact ? EXIT.ok : EXIT.differences;
}

function readDay(text: string): Date {
  const day = new Date(`${text}T00:00:00.000Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(day.getTime()))
    throw new CliError(`--before must be a day such as 2027-01-31, not ${text}`);
  if (day > new Date()) throw new CliError(`--before must be a day that has begun, not ${text}`);
  return day;
}

async function prune(cli: Cli, { before }: { before: string }): Promise<void> {
  const day = readDay(before);
  await using store = openExistingTarget(findTarget(cli));
  const { removed } = await pruneAudit(await createOperatorContext(store.db, cli, "audit-prune"), { before: day });
  cli.print(`${removed} events from before ${before} were removed; their links stay, and the log still verifies.\n`);
}

export function addAuditCommand(program: Command, cli: Cli, exit: (code: ExitCode) => void): void {
  const audit = program.command("audit").description("the audit log: check it, let old events go");
  audit
    .command("verify")
    .option("--head <head>", "the head that an earlier check printed")
    .option("--json", "print the report as JSON")
    .description("check every row of the audit log; ends with 1 and names the first bad row when any is not as it was written")
    .action(async (flags: VerifyFlags) => exit(await verify(cli, flags)));
  audit
    .command("prune")
    .requiredOption("--before <day>", "remove events from before this day (UTC), such as 2027-01-31")
    .description("remove old events and keep their links, so that the log still verifies")
    .action((flags: { before: string }) => prune(cli, flags));
}

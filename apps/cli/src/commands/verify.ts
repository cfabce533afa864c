import {
  checkSource,
  type Difference,
  openVerifyRun,
  parseSource,
  runVerify,
  type VerifyReport,
  writeReport,
} from "@causeway/migrate";
import type { Command } from "commander";
import { checkReportFlag } from "../check-report-flag.ts";
import { EXIT, type ExitCode } from "../cli-error.ts";
import type { Cli } from "../cli.ts";
import { findMappings } from "../find-mappings.ts";
import { checkIsNotSource, findTarget, findExistingTarget, openMigratedTarget } from "../target.ts";
import { createProgressView } from "../terminal/progress-bar.ts";
import { textTable } from "../terminal/text-table.ts";

interface VerifyFlags {
  from: string;
  report?: string;
  json?: boolean;
  showValues?: boolean;
}

const SHOWN = 50;

function line({ kind, oldId, column, problem, expected, found }: Difference): string {
  return `${kind} ${oldId}${column === null ? "" : ` ${column}`}: ${problem}; expected ${expected}, found ${found}\n`;
}

function printSummary(cli: Cli, { tables, differences, differenceCount, isClean }: VerifyReport): void {
  cli.print(
    textTable(tables, [
      { title: "table", value: ({ kind }) => kind },
      { title: "rows", value: ({ rows }) => rows },
      { title: "held", value: ({ held }) => held },
      { title: "quarantined", value: ({ quarantined }) => quarantined },
      { title: "decided", value: ({ decided }) => decided },
      { title: "made here", value: ({ madeHere }) => madeHere },
      { title: "differences", value: (table) => table.differences },
    ]),
  );
  for (const difference of differences.slice(0, SHOWN)) cli.print(line(difference));
  if (differenceCount > SHOWN) cli.print(`and ${differenceCount - SHOWN} more; --report lists them\n`);
  for (const { kind, movedOn } of tables) {
    for (const [column, count] of Object.entries(movedOn))
      cli.print(`moved on since the import, no difference: ${kind} ${column}: ${count}\n`);
  }
  const held = tables.reduce((sum, table) => sum + table.held, 0);
  cli.print(isClean ? `no differences: all ${held} rows are held as the source has them\n` : `${differenceCount} differences\n`);
}

async function verifySystem(cli: Cli, id: string, flags: VerifyFlags): Promise<ExitCode> {
  const mappings = findMappings(id);
  checkReportFlag(flags.report);
  const target = findTarget(cli);
  await using source = await parseSource(flags.from);
  checkIsNotSource(target, source);
  await checkSource({ system: id, source, mappings });
  await using store = await openMigratedTarget(findExistingTarget(target));
  const run = await openVerifyRun(store.db, { system: id, source: source.description });
  const view = createProgressView(cli);
  try {
    const report = await runVerify({
      system: id,
      store,
      source,
      mappings,
      showValues: flags.showValues ?? false,
      signal: cli.signal,
      onProgress: (progress) => {
        view.show(progress);
        run.show(progress);
      },
    });
    await run.finish(report);
    view.end();
    if (flags.report !== undefined) writeReport(report, flags.report);
    if (flags.json) cli.print(`${JSON.stringify(report, null, 2)}\n`);
    else printSummary(cli, report);
    return report.isClean ? EXIT.ok : EXIT.differences;
  } finally {
    view.end();
    await run.stop();
  }
}

export function addVerifyCommand(program: Command, cli: Cli, exit: (code: ExitCode) => void): void {
  program
    .command("verify")
    .argument("<system>", "the old system")
    .requiredOption("--from <source>", "where its data is: sqlite:PATH")
    .option("--report <file>", "write a report: .json, or .html to be read and signed")
    .option("--show-values", "show text in differences as it is (password hashes never)")
    .option("--json", "print the report as JSON")
    .description("compare every cell of the old data with what is held here; ends with 1 when anything differs")
    .action(async (id: string, flags: VerifyFlags) => exit(await verifySystem(cli, id, flags)));
}

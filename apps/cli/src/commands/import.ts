import { existsSync } from "node:fs";
import { openStore, type Store } from "@causeway/db";
import { checkSource, type ImportReport, parseSource, type RuleExample, runImport, writeReport } from "@causeway/migrate";
import { ensureRoles } from "@causeway/services/ensure-roles";
import type { Command } from "commander";
import { checkReportFlag } from "../check-report-flag.ts";
import type { Cli } from "../cli.ts";
import { findMappings } from "../find-mappings.ts";
import { checkIsNotSource, findTarget, openMigratedTarget, type TargetPlace } from "../target.ts";
import { createProgressView } from "../terminal/progress-bar.ts";
import { textTable } from "../terminal/text-table.ts";
import { visibleText } from "../terminal/visible-text.ts";

interface ImportFlags {
  from: string;
  dryRun?: boolean;
  report?: string;
  json?: boolean;
  showValues?: boolean;
}

/** A rehearsal changes nothing, so that a target that is not there yet stays so. */
async function openForRehearsal({ url, location }: TargetPlace): Promise<Store | null> {
  if (location.dialect === "sqlite" && !existsSync(location.path)) return null;
  const store = openStore(url);
  const { legacyRecord } = store.db.tables;
  try {
    await store.ping();
    await store.db.select({ oldId: legacyRecord.oldId }).from(legacyRecord).limit(1);
    return store;
  } catch (error) {
    await store.close();
    if (/no such table|does not exist/.test(String(error instanceof Error ? (error.cause ?? error) : error))) return null;
    throw error;
  }
}

async function openTarget(target: TargetPlace, isDryRun: boolean): Promise<Store | null> {
  if (isDryRun) return openForRehearsal(target);
  const store = await openMigratedTarget(target);
  await ensureRoles(store.db);
  return store;
}

/** One example of what each rule would do; a report has three. */
function* exampleLines(examples: readonly RuleExample[]): Generator<string> {
  const seen = new Set<string>();
  for (const { kind, column, reason, oldId, value, becomes } of examples) {
    const rule = `${kind}${column === null ? "" : `.${column}`} ${reason}`;
    if (seen.has(rule)) continue;
    seen.add(rule);
    const what = becomes === null ? visibleText(value) : `${visibleText(value)} becomes ${visibleText(becomes)}`;
    yield `${becomes === null ? "would go to quarantine" : "would be repaired"}: ${rule}, such as ${visibleText(oldId)}: ${what}\n`;
  }
}

function printSummary(cli: Cli, report: ImportReport, seconds: number): void {
  const { tables, quarantined } = report;
  const total = (column: "rows" | "imported" | "repaired" | "unchanged" | "quarantined") =>
    tables.reduce((sum, table) => sum + table[column], 0);
  cli.print(
    textTable(tables, [
      { title: "table", value: ({ kind }) => kind },
      { title: "rows", value: ({ rows }) => rows },
      { title: "imported", value: ({ imported }) => imported },
      { title: "repaired", value: ({ repaired }) => repaired },
      { title: "unchanged", value: ({ unchanged }) => unchanged },
      { title: "quarantined", value: (table) => table.quarantined },
    ]),
  );
  for (const { kind, oldId, message } of quarantined.slice(0, 20)) cli.print(`in quarantine: ${kind} ${oldId}: ${message}\n`);
  if (quarantined.length > 20) cli.print(`and ${total("quarantined") - 20} more in quarantine; --report lists them\n`);
  if (quarantined.length > 0 && !report.isDryRun) cli.print(`see causeway quarantine list ${report.system}\n`);
  for (const line of exampleLines(report.examples ?? [])) cli.print(line);
  const unnamed = tables.flatMap(({ kind, ignoredColumns }) => ignoredColumns.map((column) => `${kind}.${column}`));
  if (report.ignoredTables.length > 0)
    cli.print(`left behind, because no mapping names them: ${report.ignoredTables.join(", ")}\n`);
  if (unnamed.length > 0) cli.print(`kept beside the rows, because no mapping names them: ${unnamed.join(", ")}\n`);
  cli.print(
    `${total("rows")} rows${report.isDryRun ? " (nothing was written)" : ""}: ${total("imported")} imported, ${total("repaired")} repaired, ` +
      `${total("unchanged")} unchanged, ${total("quarantined")} quarantined, in ${seconds.toFixed(1)} s\n`,
  );
}

async function importSystem(cli: Cli, id: string, flags: ImportFlags): Promise<void> {
  const mappings = findMappings(id);
  checkReportFlag(flags.report);
  const target = findTarget(cli);
  await using source = await parseSource(flags.from);
  checkIsNotSource(target, source);
  // Before the target is touched: a mistyped source must not leave an empty database behind.
  await checkSource({ system: id, source, mappings });
  const began = performance.now();
  const store = await openTarget(target, flags.dryRun ?? false);
  const view = createProgressView(cli);
  try {
    const report = await runImport({
      system: id,
      store,
      source,
      mappings,
      dryRun: flags.dryRun ?? false,
      showValues: flags.showValues ?? false,
      signal: cli.signal,
      onProgress: (progress) => view.show(progress),
    });
    view.end();
    if (flags.report !== undefined) writeReport(report, flags.report);
    if (flags.json) cli.print(`${JSON.stringify(report, null, 2)}\n`);
    else printSummary(cli, report, (performance.now() - began) / 1000);
  } finally {
    view.end();
    await store?.close();
  }
}

export function addImportCommand(program: Command, cli: Cli): void {
  program
    .command("import")
    .argument("<system>", "the old system")
    .requiredOption("--from <source>", "where its data is: sqlite:PATH")
    .option("--dry-run", "read and check everything, write nothing")
    .option("--show-values", "of a dry run: show text in examples as it is (password hashes never)")
    .option("--report <file>", "write a report: .json, or .html to be read and signed")
    .option("--json", "print the report as JSON")
    .description("bring the data of an old system over; run again, it goes on or takes over what has changed")
    .action((id: string, flags: ImportFlags) => importSystem(cli, id, flags));
}

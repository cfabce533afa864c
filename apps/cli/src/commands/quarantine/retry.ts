import type { RetriedRow } from "@causeway/contract";
import { type Ctx, retryAllQuarantined, retryQuarantined } from "@causeway/services";
import { CliError, EXIT, type ExitCode } from "../../cli-error.ts";
import type { Cli } from "../../cli.ts";
import { visibleText } from "../../terminal/visible-text.ts";
import { asOperator } from "./as-operator.ts";
import { findRow, type RowName } from "./find-row.ts";

interface RetryFlags {
  table?: string;
  reason?: string;
  set?: Record<string, string>;
  null?: string[];
  all?: boolean;
  json?: boolean;
}

/** Stayed rows that are printed one by one. */
const SHOWN = 50;

async function retryFiltered(ctx: Ctx, system: string, { table, reason }: RetryFlags, signal: AbortSignal): Promise<RetriedRow[]> {
  const rows: RetriedRow[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    signal.throwIfAborted();
    const page = await retryAllQuarantined(ctx, { system, table, reason, cursor, limit: 200 });
    rows.push(...page.items);
    cursor = page.nextCursor;
  }
  return rows;
}

function print(cli: Cli, rows: readonly RetriedRow[]): void {
  const stayed = rows.filter(({ isImported }) => !isImported);
  for (const { table, oldId, id, message } of stayed.slice(0, SHOWN)) {
    cli.print(`stays: ${table} ${visibleText(oldId ?? id)}: ${message}\n`);
  }
  if (stayed.length > SHOWN) cli.print(`and ${stayed.length - SHOWN} more that stay\n`);
  cli.print(`${rows.length - stayed.length} of ${rows.length} rows imported\n`);
}

/** One row with corrections, or all that wait, of a table or a reason. Ends with 1 when any stays. */
export async function retryRows(cli: Cli, name: RowName, flags: RetryFlags): Promise<ExitCode> {
  const isOne = name.row.length > 0;
  const isFiltered = flags.all === true || flags.table !== undefined || flags.reason !== undefined;
  if (isOne === isFiltered) throw new CliError("name one row, or --table, --reason or --all");
  const corrections = { ...flags.set, ...Object.fromEntries((flags.null ?? []).map((column) => [column, null])) };
  if (!isOne && Object.keys(corrections).length > 0) throw new CliError("--set and --null correct one row; name it");
  return asOperator(cli, { system: name.system, command: "quarantine-retry" }, async (ctx) => {
    const rows = isOne
      ? [await retryQuarantined(ctx, { id: await findRow(ctx, name), corrections })]
      : await retryFiltered(ctx, name.system, flags, cli.signal);
    if (flags.json) cli.print(`${JSON.stringify(rows, null, 2)}\n`);
    else print(cli, rows);
    return rows.every(({ isImported }) => isImported) ? EXIT.ok : EXIT.differences;
  });
}

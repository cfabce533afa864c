import type { QuarantinedCell, QuarantinedRowDetail, ReadableValue } from "@causeway/contract";
import { getQuarantined } from "@causeway/services";
import type { Cli } from "../../cli.ts";
import { visibleText } from "../../terminal/visible-text.ts";
import { asOperator } from "./as-operator.ts";
import { findRow, type RowName } from "./find-row.ts";

const MAX_SHOWN = 500;

function readable({ form, text, bytes, isCut }: ReadableValue): string {
  if (form === "null" || form === "number" || form === "hidden") return text;
  const shown = text.length > MAX_SHOWN || isCut ? `${text.slice(0, MAX_SHOWN).toWellFormed()}…` : text;
  const note = form === "hex" ? ` (${bytes} bytes that are not UTF-8)` : shown === text ? "" : ` (cut; ${bytes} bytes)`;
  return form === "hex" ? `x'${shown}'${note}` : `"${visibleText(shown)}"${note}`;
}

function line({ column, value, isOffending, takes, correction }: QuarantinedCell, width: number): string {
  const mark = isOffending ? ">" : " ";
  const why = isOffending ? `   takes ${takes}` : "";
  const instead = correction === null ? "" : `   imported as ${readable(correction)}`;
  return `${mark} ${column.padEnd(width)}  ${readable(value)}${why}${instead}\n`;
}

function decision({ decision: what, decisionNote, decidedAt, decidedBy }: QuarantinedRowDetail): string {
  const when = `${decidedAt?.toISOString() ?? ""} by ${decidedBy ?? "nobody"}`;
  return what === "dismissed"
    ? `left out ${when}: ${visibleText(decisionNote ?? "")}\n`
    : `imported with corrected values ${when}\n`;
}

export async function showRow(cli: Cli, name: RowName, { json }: { json?: boolean }): Promise<void> {
  await asOperator(cli, { system: name.system, command: "quarantine-show" }, async (ctx) => {
    const row = await getQuarantined(ctx, { id: await findRow(ctx, name) });
    if (json) return cli.print(`${JSON.stringify(row, null, 2)}\n`);
    const width = Math.max(...row.cells.map(({ column }) => column.length));
    cli.print(`${row.table} ${row.oldId === null ? "without an id" : visibleText(row.oldId)}: ${row.reason}\n${row.message}\n\n`);
    for (const cell of row.cells) cli.print(line(cell, width));
    cli.print(`\nwhat it means  ${row.meaning}\nwhat to do     ${row.advice}\n`);
    if (row.decision !== null) cli.print(decision(row));
    else if (row.isReady) cli.print("It can be imported as it is now: causeway quarantine retry\n");
  });
}

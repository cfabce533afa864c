import { Cursor, type QuarantinedRow, type QuarantineState } from "@causeway/contract";
import { countQuarantined, listQuarantined } from "@causeway/services";
import { CliError, EXIT, type ExitCode } from "../../cli-error.ts";
import type { Cli } from "../../cli.ts";
import { textTable } from "../../terminal/text-table.ts";
import { visibleText } from "../../terminal/visible-text.ts";
import { asOperator } from "./as-operator.ts";

interface ListFlags {
  table?: string;
  reason?: string;
  state: QuarantineState;
  limit: string;
  after?: string;
  json?: boolean;
}

const COLUMNS = [
  { title: "table", value: ({ table }: QuarantinedRow) => table },
  { title: "old id", value: ({ oldId, id }: QuarantinedRow) => visibleText(oldId ?? id) },
  { title: "reason", value: ({ reason }: QuarantinedRow) => reason },
  { title: "", value: ({ decision, decisionNote, message }: QuarantinedRow) => describe({ decision, decisionNote, message }) },
];

function describe({ decision, decisionNote, message }: Pick<QuarantinedRow, "decision" | "decisionNote" | "message">): string {
  if (decision === null) return message;
  return decision === "dismissed" ? `left out: ${visibleText(decisionNote ?? "")}` : "imported with corrected values";
}

function readLimit(limit: string): number {
  const count = Number(limit);
  if (!Number.isInteger(count) || count < 1 || count > 1000) throw new CliError(`--limit must be from 1 to 1000, not ${limit}`);
  return count;
}

/** Ends with 1 while rows wait for a decision. */
export async function listRows(cli: Cli, system: string, { limit, after, json, ...filter }: ListFlags): Promise<ExitCode> {
  const count = readLimit(limit);
  if (after !== undefined && !Cursor.safeParse(after).success) throw new CliError("--after must be what the page before printed");
  return asOperator(cli, { system, command: "quarantine-list" }, async (ctx) => {
    const page = await listQuarantined(ctx, { system, limit: count, cursor: after, ...filter });
    const counts = (await countQuarantined(ctx)).filter((of) => of.system === system);
    const total = (column: "waiting" | "dismissed" | "corrected") => counts.reduce((sum, of) => sum + of[column], 0);
    if (json) cli.print(`${JSON.stringify({ ...page, counts }, null, 2)}\n`);
    else {
      if (page.items.length > 0) cli.print(textTable(page.items, COLUMNS));
      if (page.nextCursor !== null) cli.print(`more: --after ${page.nextCursor}\n`);
      cli.print(
        `${total("waiting")} waiting, ${total("dismissed")} left out, ${total("corrected")} imported with corrected values\n`,
      );
    }
    return total("waiting") === 0 ? EXIT.ok : EXIT.differences;
  });
}

import { DismissQuarantinedInput } from "@causeway/contract";
import { dismissAllQuarantined, dismissQuarantined, restoreQuarantined } from "@causeway/services";
import { CliError } from "../../cli-error.ts";
import type { Cli } from "../../cli.ts";
import { asOperator } from "./as-operator.ts";
import { findRow, type RowName } from "./find-row.ts";

interface DismissFlags {
  table?: string;
  reason?: string;
  all?: boolean;
  because: string;
}

/** Leaves one row out, or all that wait, of a table or a reason. */
export async function dismissRows(cli: Cli, name: RowName, { table, reason, all, because }: DismissFlags): Promise<void> {
  const isOne = name.row.length > 0;
  if (isOne === (all === true || table !== undefined || reason !== undefined))
    throw new CliError("name one row, or --table, --reason or --all");
  const note = DismissQuarantinedInput.shape.note.safeParse(because);
  if (!note.success) throw new CliError(`--because: ${note.error.issues[0]?.message ?? "is not valid"}`);
  const { system } = name;
  await asOperator(cli, { system, command: "quarantine-dismiss" }, async (ctx) => {
    if (isOne) {
      await dismissQuarantined(ctx, { id: await findRow(ctx, name), note: note.data });
      return cli.print("1 row is left out\n");
    }
    const { count } = await dismissAllQuarantined(ctx, { system, table, reason, note: note.data });
    cli.print(`${count} ${count === 1 ? "row is" : "rows are"} left out\n`);
  });
}

export async function restoreRow(cli: Cli, name: RowName): Promise<void> {
  await asOperator(cli, { system: name.system, command: "quarantine-restore" }, async (ctx) => {
    const { table, oldId } = await restoreQuarantined(ctx, { id: await findRow(ctx, name) });
    cli.print(`${table} ${oldId ?? "without an id"} waits again\n`);
  });
}

import { Id } from "@causeway/contract";
import { type Ctx, findQuarantined } from "@causeway/services";
import { CliError } from "../../cli-error.ts";

/** How an operator names a row: its table and old id, or its id here. */
export interface RowName {
  system: string;
  row: readonly string[];
}

/** The id of the named row. Throws when there is none. */
export async function findRow(ctx: Ctx, { system, row: [first = "", second, ...rest] }: RowName): Promise<string> {
  if (rest.length > 0) throw new CliError("name one row: TABLE and OLD ID, or its id");
  if (second === undefined) {
    if (Id.safeParse(first).success) return first;
    throw new CliError(`${first} is no id; name the row by TABLE and OLD ID, as quarantine list shows them`);
  }
  const id = await findQuarantined(ctx, { system, table: first, oldId: second });
  if (id === null) throw new CliError(`${first} ${second} is not in quarantine; quarantine list ${system} shows what is`);
  return id;
}

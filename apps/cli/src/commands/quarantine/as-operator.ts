import type { Ctx } from "@causeway/services";
import type { Cli } from "../../cli.ts";
import { findSystem } from "../../find-system.ts";
import { createOperatorContext } from "../../operator-context.ts";
import { findExistingTarget, findTarget, openMigratedTarget } from "../../target.ts";

/** Runs a task over the database of the new side. Throws when there is no such system or no database. */
export async function asOperator<TResult>(
  cli: Cli,
  { system, command }: { system: string; command: string },
  task: (ctx: Ctx) => Promise<TResult>,
): Promise<TResult> {
  findSystem(system);
  await using store = await openMigratedTarget(findExistingTarget(findTarget(cli)));
  return await task(await createOperatorContext(store.db, cli, command));
}

import { migrate, openStore, parseDatabaseUrl, type Store } from "@causeway/db";
import { ensureRoles } from "@causeway/services";
import { CommandFailure, firstLine } from "./failure.ts";

/** The database that commands work on: DATABASE_URL, or the one that `pnpm start` uses by default. */
export function targetUrl(): string {
  return process.env["DATABASE_URL"] || "file:./data/causeway.db";
}

/** Runs `task` on the migrated target database and closes it. Throws `CommandFailure` when it cannot be opened. */
export async function withTarget<TResult>(task: (store: Store) => Promise<TResult>): Promise<TResult> {
  const url = targetUrl();
  const shown = url.replace(/^(\w+:\/\/[^:@/]*):[^@/]*@/, "$1:***@");
  const fail = (error: unknown) => {
    throw new CommandFailure(`DATABASE_URL: ${shown} cannot be used: ${firstLine(error)}`, { cause: error });
  };
  try {
    parseDatabaseUrl(url);
    await migrate(url);
  } catch (error) {
    fail(error);
  }
  await using store = openStore(url);
  await ensureRoles(store.db);
  return await task(store);
}

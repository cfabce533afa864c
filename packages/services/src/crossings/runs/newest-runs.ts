import type { ListRunsInput } from "@causeway/contract";
import { type Db, paginate } from "@causeway/db";
import { and, eq } from "drizzle-orm";

type Tables = Db["tables"];

/** A page of runs of one kind, newest first: what a query asks for and how its rows become the page. */
export function newestRuns<TRow extends { id: string; startedAt: Date }>(
  run: Tables["importRun"] | Tables["verifyRun"],
  { system, cursor, limit: wanted }: ListRunsInput,
) {
  const { where, ...asked } = paginate<TRow>({
    keys: [
      { column: run.startedAt, order: "desc", value: ({ startedAt }) => startedAt },
      { column: run.id, order: "desc", value: ({ id }) => id },
    ],
    cursor,
    limit: wanted,
  });
  return { ...asked, where: and(system === undefined ? undefined : eq(run.system, system), where) };
}

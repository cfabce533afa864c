import type { CrossingRun, RunTable } from "@causeway/contract";
import { ChevronRight } from "lucide-react";
import { formatNumber } from "../lib/format.ts";
import { Ago } from "../ui/ago.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { describeEndings, EndingBar } from "./ending-bar.tsx";
import { RunBadge } from "./run-badge.tsx";

/** `1,103 rows, 4,200 a second`. */
export function describePace({ rows, rowsPerSecond }: Pick<CrossingRun, "rows" | "rowsPerSecond">): string {
  const pace = rowsPerSecond === null ? "" : `, ${formatNumber(rowsPerSecond)} a second`;
  return `${formatNumber(rows)} ${rows === 1 ? "row" : "rows"}${pace}`;
}

function describeTable(type: CrossingRun["type"], table: RunTable): string {
  if (type === "import") return describeEndings(table);
  const { imported, quarantined, differences } = table;
  return `${formatNumber(imported)} held, ${formatNumber(quarantined)} in quarantine, ${formatNumber(differences)} differences`;
}

/** One import or verification, with what came of each table folded away. */
export function RunRow({ run }: { run: CrossingRun }) {
  const { type, system, source, startedAt, state, rows, totalRows, tables } = run;
  return (
    <li className="px-5 py-3.5">
      <details className="group">
        <summary className="flex cursor-pointer list-none flex-wrap items-center gap-x-4 gap-y-1">
          <ChevronRight aria-hidden className="text-muted size-4 shrink-0 transition-transform group-open:rotate-90" />
          <span className="min-w-0 grow basis-3/4 sm:basis-0">
            <span className="block font-medium">
              {system}
              <span className="text-muted font-normal"> · {describePace(run)}</span>
            </span>
            <span className="text-muted block text-sm break-all">{source}</span>
          </span>
          <span className="text-muted text-sm">
            <Ago at={startedAt} />
          </span>
          <RunBadge run={run} />
        </summary>
        {state === "stopped" && (
          <p className="text-warn mt-2 text-sm">
            It has not ended and gives no sign of life. {type === "import" ? "The same command goes on where it stopped." : ""}
          </p>
        )}
        {tables.length === 0 ? (
          <p className="text-muted mt-2 text-sm">No table is done yet.</p>
        ) : (
          <ul aria-label={`Tables of ${system}`} className="mt-3 space-y-3">
            {tables.map((table) => (
              <li key={table.table} className="text-sm">
                <p className="mb-1 flex flex-wrap justify-between gap-x-4">
                  <span className="figures font-medium">{table.table}</span>
                  <span className="text-muted">{describeTable(type, table)}</span>
                </p>
                <EndingBar rows={table} />
              </li>
            ))}
          </ul>
        )}
      </details>
      {state === "running" && <ProgressBar label={`The ${type} of ${system}`} done={rows} total={totalRows} className="mt-3" />}
    </li>
  );
}

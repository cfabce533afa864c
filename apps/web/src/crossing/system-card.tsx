import type { CrossingRun, SystemRules } from "@causeway/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Ago } from "../ui/ago.tsx";
import { buttonClass } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Figures, FiguresSkeleton } from "../ui/figures.tsx";
import { describeEndings, EndingBar, EndingLegend } from "./ending-bar.tsx";
import { lastRunQuery, quarantineCountsQuery } from "./queries.ts";
import { RunBadge } from "./run-badge.tsx";
import { describePace } from "./run-row.tsx";

/** Where one old system's crossing stands. */
export function SystemCard({ rules: { system, title } }: { rules: SystemRules }) {
  const imported = useQuery(lastRunQuery(system, "import"));
  const verified = useQuery(lastRunQuery(system, "verify"));
  const counts = useQuery(quarantineCountsQuery);
  const queries = [imported, verified, counts];
  const failed = queries.find(({ error, data }) => error && data === undefined);
  if (failed) {
    const retry = () => queries.forEach(({ refetch }) => void refetch());
    return (
      <Card title={title}>
        <ErrorState error={failed.error} what="the crossing" isRetrying={failed.isFetching} onRetry={retry} />
      </Card>
    );
  }
  if (imported.data === undefined || verified.data === undefined || counts.data === undefined)
    return (
      <Card title={title}>
        <FiguresSkeleton count={4} />
      </Card>
    );
  const waiting = counts.data.filter((of) => of.system === system).reduce((sum, of) => sum + of.waiting, 0);
  if (imported.data === null)
    return (
      <Card title={title} aside="nothing was imported yet">
        <p className="text-muted px-5 pb-5">
          {"Bring its data over with "}
          <code className="figures text-ink break-all">{`pnpm causeway import ${system} --from sqlite:PATH`}</code>
          {", first with "}
          <code className="figures text-ink">--dry-run</code>
          {" to see what would become of it."}
        </p>
      </Card>
    );
  return (
    <Card title={title} aside={<RunBadge run={imported.data} />}>
      <LastRuns imported={imported.data} verified={verified.data} waiting={waiting} />
      <div className="space-y-3 px-5 py-4">
        <EndingLegend />
        <ul aria-label="How the rows of each table ended" className="grid gap-x-8 gap-y-3 lg:grid-cols-2">
          {imported.data.tables.map((table) => (
            <li key={table.table} className="min-w-0 text-sm">
              <p className="mb-1 flex flex-wrap justify-between gap-x-4">
                <span className="figures font-medium break-all">{table.table}</span>
                <span className="text-muted">{describeEndings(table)}</span>
              </p>
              <EndingBar rows={table} />
            </li>
          ))}
        </ul>
      </div>
      <div className="border-line flex flex-wrap gap-2 border-t px-5 py-4">
        <Link
          to="/admin/crossing/quarantine"
          search={{ system }}
          className={buttonClass(waiting > 0 ? "primary" : "secondary", "small")}
        >
          {waiting > 0 ? "Decide about the quarantine" : "Quarantine"}
        </Link>
        <Link to="/admin/crossing/rules" className={buttonClass("secondary", "small")}>
          Rules
        </Link>
        <Link to="/admin/crossing/tokens" className={buttonClass("secondary", "small")}>
          Old tokens
        </Link>
      </div>
    </Card>
  );
}

function LastRuns({ imported, verified, waiting }: { imported: CrossingRun; verified: CrossingRun | null; waiting: number }) {
  const sum = (column: "repaired" | "quarantined") => imported.tables.reduce((total, table) => total + table[column], 0);
  return (
    <>
      <div className="text-muted space-y-1 px-5 pb-4 text-sm">
        <p className="break-words">
          {imported.state === "running" ? "Importing since " : "Imported "}
          <Ago at={imported.startedAt} />
          {` from ${imported.source}: ${describePace(imported)}.`}
        </p>
        <p>
          {verified === null ? (
            "Never verified."
          ) : (
            <>
              {verified.state === "running" ? "Being verified since " : "Verified "}
              <Ago at={verified.startedAt} />
              {": "}
              <RunBadge run={verified} />
              {verified.startedAt < imported.startedAt && " — before the last import."}
            </>
          )}
        </p>
      </div>
      <Figures
        figures={[
          { label: "Rows looked at", current: imported.rows, note: "by the last import" },
          { label: "Made to fit", current: sum("repaired"), note: "each with its old value beside it" },
          { label: "Set aside", current: sum("quarantined"), note: "by the last import" },
          { label: "Wait for a decision", current: waiting, note: "in quarantine now" },
        ]}
      />
    </>
  );
}

import type { QuarantinedRow } from "@causeway/contract";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { FilteredList } from "../console/filtered-list.tsx";
import { useMe } from "../identity/me-context.ts";
import { can } from "../identity/session.ts";
import { Badge } from "../ui/badge.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { RowName } from "../ui/row-name.tsx";
import { BulkDecisions } from "./bulk-decisions.tsx";
import { quarantineCountsQuery, quarantineQuery } from "./queries.ts";

const STATES = [
  { value: "dismissed", label: "left out" },
  { value: "corrected", label: "imported with corrections" },
  { value: "decided", label: "decided, either way" },
] as const;

const optionsOf = (values: readonly string[]) =>
  [...new Set(values)].map((value) => ({ value, label: value.replaceAll("-", " ") }));

/** What an import set aside, until somebody has decided about every row. */
export function QuarantinePage() {
  const me = useMe();
  const filter = useSearch({ from: "/shell/admin/crossing/quarantine" });
  const navigate = useNavigate({ from: "/admin/crossing/quarantine" });
  const query = useInfiniteQuery(quarantineQuery(filter));
  const { data: counts = [] } = useQuery(quarantineCountsQuery);
  const systems = optionsOf(counts.map(({ system }) => system));
  const isFiltered = filter.table !== undefined || filter.reason !== undefined || filter.state !== undefined;
  return (
    <Page
      title="Quarantine"
      description="Old rows that no table can hold, with all their bytes. Correct a row and import it, or leave it out and say why."
    >
      <FilteredList
        filter={filter}
        onFilter={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        choices={[
          { name: "state", label: "State", options: STATES, none: "waiting" },
          ...(systems.length > 1 ? [{ name: "system" as const, label: "System", options: systems }] : []),
          { name: "table", label: "Table", options: optionsOf(counts.map(({ table }) => table)) },
          { name: "reason", label: "Reason", options: optionsOf(counts.map(({ reason }) => reason)) },
        ]}
        aside={can(me, "crossing:manage") && <BulkDecisions filter={filter} counts={counts} />}
        query={query}
        label="Rows in quarantine"
        what={["row", "rows"]}
        empty={
          <EmptyState title={isFiltered ? "No row is like that" : "Nothing waits"}>
            {isFiltered ? "None fits what you asked for." : "Every row was imported, or somebody has decided about it."}
          </EmptyState>
        }
      >
        {(row) => <Row key={row.id} row={row} />}
      </FilteredList>
    </Page>
  );
}

function Row({ row: { id, table, oldId, reason, message, decision, decisionNote, decidedBy } }: { row: QuarantinedRow }) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3.5">
      <RowName isWide line={decision === null ? message : `${decisionNote ?? "with corrected values"} · ${decidedBy ?? "nobody"}`}>
        <Link to="/admin/crossing/quarantine/$rowId" params={{ rowId: id }} className="underline-offset-3 hover:underline">
          {`${table} ${oldId ?? "without an id"}`}
        </Link>
      </RowName>
      {decision !== null && (
        <Badge tone={decision === "corrected" ? "good" : "neutral"}>{decision === "corrected" ? "Imported" : "Left out"}</Badge>
      )}
      <Badge tone="mark">{reason.replaceAll("-", " ")}</Badge>
    </li>
  );
}

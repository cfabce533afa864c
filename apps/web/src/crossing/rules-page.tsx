import type { ColumnRule, TableRules } from "@causeway/contract";
import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Page } from "../ui/page.tsx";
import { Panel } from "../ui/panel.tsx";
import { SkeletonRows } from "../ui/skeleton-rows.tsx";
import { crossingRulesQuery } from "./queries.ts";
import { RuleLine } from "./rule-line.tsx";

/** What becomes of every value of every old system, as its mappings declare it. */
export function RulesPage() {
  const { data, error, isFetching, refetch } = useQuery(crossingRulesQuery);
  return (
    <Page
      title="Rules"
      description="What an import does with every value. A value that is made to fit stays beside its row, and clients of the old system still see it."
    >
      {data ? (
        <>
          {data.map(({ system, title, tables }) => (
            <section key={system} aria-labelledby={`rules-${system}`} className="mb-10">
              <h2 id={`rules-${system}`} className="mb-4 text-xl">
                {title}
              </h2>
              <div className="space-y-6">
                {tables.map((table) => (
                  <TableCard key={table.table} rules={table} />
                ))}
              </div>
            </section>
          ))}
          {data.length === 0 && (
            <Panel>
              <EmptyState title="No old systems">There is none whose values could come over.</EmptyState>
            </Panel>
          )}
        </>
      ) : (
        <Panel>
          {error ? (
            <ErrorState error={error} what="the rules" isRetrying={isFetching} onRetry={() => void refetch()} />
          ) : (
            <SkeletonRows what="the rules" rows={8} />
          )}
        </Panel>
      )}
    </Page>
  );
}

function TableCard({ rules: { table, target, keyColumn, columns, refusals } }: { rules: TableRules }) {
  return (
    <Card title={table} aside={`becomes ${target}, known by ${keyColumn}`}>
      <ul aria-label={`Columns of ${table}`} className="divide-line border-line divide-y border-t">
        {columns.map((column) => (
          <ColumnRow key={`${column.from} ${column.target}`} column={column} />
        ))}
        <li className="grid gap-x-6 gap-y-1 px-5 py-3 sm:grid-cols-[16rem_1fr]">
          <p className="text-muted">The whole row</p>
          <ul className="space-y-1">
            {refusals.map((rule) => (
              <RuleLine key={rule.reason} rule={rule} />
            ))}
          </ul>
        </li>
      </ul>
    </Card>
  );
}

function ColumnRow({ column: { from, target, takes, repairs, refusals } }: { column: ColumnRule }) {
  return (
    <li className="grid gap-x-6 gap-y-1 px-5 py-3 sm:grid-cols-[16rem_1fr]">
      <p className="figures min-w-0 font-medium break-words">
        {from ?? <span className="text-muted font-normal">made here</span>}
        {target !== null && target !== from && (
          <>
            <ArrowRight aria-label="becomes" className="text-muted mx-1.5 inline size-3.5" />
            {target}
          </>
        )}
      </p>
      <div className="min-w-0 space-y-1">
        <p>{takes}</p>
        {repairs.length + refusals.length > 0 && (
          <ul className="space-y-1">
            {repairs.map((rule) => (
              <RuleLine key={rule.reason} rule={rule} />
            ))}
            {refusals.map((rule) => (
              <RuleLine key={rule.reason} rule={rule} />
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

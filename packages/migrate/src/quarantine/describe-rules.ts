import type { ColumnRule, RefusalRule, SystemRules, TableRules } from "@causeway/contract";
import type { ErasedColumn, Mapping } from "../mapping/mapping.ts";
import { reasonText } from "../report/reasons.ts";

const refusal = (reason: string): RefusalRule => ({ reason, meaning: reasonText(reason) });
const repair = (reason: string, becomes: string) => ({ reason, meaning: reasonText(reason), becomes });

function describeColumn(column: ErasedColumn): ColumnRule {
  const { target } = column;
  if ("from" in column) {
    const { takes, repairs, refusals } = column.codec.rules;
    const described = Object.entries(repairs).map(([reason, becomes]) => repair(reason, becomes));
    return { from: column.from, target, takes, repairs: described, refusals: refusals.map(refusal) };
  }
  if ("derive" in column) return { from: null, target, takes: "made from the columns before it", repairs: [], refusals: [] };
  const shared = repair("shared-key", `${column.claim.prefix}… with its exact value; the lowest old id has the key itself`);
  return { from: null, target, takes: "a key made from the row", repairs: [shared], refusals: [] };
}

const describeKept = (from: string): ColumnRule => ({
  from,
  target: null,
  takes: "NULL",
  repairs: [repair("no-place", "kept beside the row")],
  refusals: [],
});

function describeMapping({ kind, target, key, columns, keep, unique }: Mapping): TableRules {
  return {
    table: kind,
    target,
    keyColumn: key.column,
    columns: [...columns.map(describeColumn), ...keep.map(describeKept)],
    refusals: [
      "unusable-id",
      "repeated-id",
      "id-taken",
      ...(unique.length > 0 ? ["duplicate-values", "values-taken"] : []),
      "refused-by-database",
    ].map(refusal),
  };
}

/** Everything that is declared about an old system's data, generated from its mappings. */
export function describeRules({
  system,
  title,
  mappings,
}: {
  system: string;
  title: string;
  mappings: readonly Mapping[];
}): SystemRules {
  return { system, title, tables: mappings.map(describeMapping) };
}

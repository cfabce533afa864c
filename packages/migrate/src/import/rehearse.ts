import type { Db } from "@causeway/db";
import { KnownRows } from "../mapping/known-rows.ts";
import { type Plan, planRow } from "../mapping/plan.ts";
import { RuleExamples } from "../quarantine/rule-examples.ts";
import type { ImportReport, QuarantinedItem } from "../report/import-report.ts";
import { MAX_LISTED } from "../report/max-listed.ts";
import { breathe } from "../values/breathe.ts";
import { keyText, keyValue } from "../values/key-text.ts";
import { countChunk } from "./count-chunk.ts";
import { describeTable } from "./describe-table.ts";
import { quarantineId } from "./quarantine.ts";
import type { ImportContext } from "./run-import.ts";
import { sortChunk } from "./sort-chunk.ts";
import { addCounts, type Counts, mergeNotes, type NoteCounts, noCounts } from "./tally.ts";
import { TargetReader } from "./target-reader.ts";

const CHUNK = 2000;

interface RehearsalContext extends ImportContext {
  db: Db | null;
  examples: RuleExamples;
  /** Rows that would be held, and rows that would not. */
  known: KnownRows;
  refused: KnownRows;
}

type Rehearsal = Required<Pick<ImportReport, "tables" | "quarantined" | "examples">>;

interface Rehearsed {
  counts: Counts;
  notes: NoteCounts;
  refused: QuarantinedItem[];
}

/** Where nothing is written, the source says which rows there would be. */
class RehearsalReader extends TargetReader {
  readonly #context: RehearsalContext;

  constructor(context: RehearsalContext, plan: Plan) {
    super(context.db, plan);
    this.#context = context;
  }

  override async existing(plan: Plan, oldIds: readonly string[]): Promise<Set<string>> {
    const { source, refused } = this.#context;
    const { kind, key } = plan.mapping;
    const found = await super.existing(plan, oldIds);
    const keys = oldIds.filter((oldId) => !found.has(oldId) && !refused.has(kind, oldId)).map((oldId) => keyValue(oldId, key.type));
    const rows = await source.find({ table: kind, columns: [key.column], keyColumn: key.column, keys });
    for (const { values } of rows) {
      const oldId = keyText(values[0] ?? null, key.type);
      if (oldId !== null) found.add(oldId);
    }
    return found;
  }
}

async function rehearseTable(context: RehearsalContext, plan: Plan): Promise<Rehearsed> {
  const { source, plans, known, signal } = context;
  const { kind } = plan.mapping;
  const onChunk = context.watch(kind, 0);
  const result: Rehearsed = { counts: noCounts(), notes: {}, refused: [] };
  const reader = new RehearsalReader(context, plan);
  const isCareful = !(await reader.isFresh());
  for (let after: string | null = null; ;) {
    await breathe(signal);
    const read = await source.read({ table: kind, columns: plan.sourceColumns, after, limit: CHUNK });
    const last = read.at(-1)?.position;
    if (last === undefined) return result;
    const rows = read.map((row) => planRow(plan, row));
    const sorted = await sortChunk({ plan, plans, reader, known, rows, isCareful });
    context.examples.add(plan, sorted);
    const { counts, notes } = countChunk(sorted, "first");
    result.counts = addCounts(result.counts, counts);
    mergeNotes(result.notes, notes);
    for (const { row } of sorted.pending) if (row.oldId !== null) known.add(kind, row.oldId);
    for (const { row, refusal } of sorted.refused) {
      if (row.oldId !== null) context.refused.add(kind, row.oldId);
      if (result.refused.length < MAX_LISTED) {
        result.refused.push({ kind, oldId: quarantineId(row), reason: refusal.reason, message: refusal.message });
      }
    }
    onChunk(read.length);
    after = last;
  }
}

/**
 * What an import would do, without writing. What only the database refuses (values that another row has already) is not
 * foreseen.
 */
export async function rehearse(
  context: ImportContext,
  { db, showValues }: { db: Db | null; showValues: boolean },
): Promise<Rehearsal> {
  const examples = new RuleExamples({ showValues });
  const seen = { known: new KnownRows(), refused: new KnownRows(), examples };
  const result: Rehearsal = { tables: [], quarantined: [], examples: [] };
  for (const plan of context.plans.values()) {
    const { counts, notes, refused } = await rehearseTable({ ...context, ...seen, db }, plan);
    result.tables.push(describeTable(plan, context.inspection, counts, notes));
    result.quarantined.push(...refused.slice(0, MAX_LISTED - result.quarantined.length));
  }
  result.examples = examples.list();
  return result;
}

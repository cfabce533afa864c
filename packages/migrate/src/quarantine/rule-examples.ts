import type { Codec } from "../codecs/codec.ts";
import { quarantineId } from "../import/quarantine.ts";
import type { PendingRow, RefusedRow, SortedChunk } from "../import/sort-chunk.ts";
import type { Note } from "../mapping/decode-row.ts";
import type { Plan } from "../mapping/plan.ts";
import type { RuleExample } from "../report/import-report.ts";
import type { SourceValue } from "../values/source-value.ts";
import { showValue } from "../verify/show-value.ts";
import { readableValue } from "./readable-value.ts";

/** Examples of one column and rule. */
const MAX_EXAMPLES = 3;
const MAX_SHOWN = 80;

const cut = (text: string) => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text).toWellFormed();

/** The first values that each rule would change, for somebody who decides whether the rules are right. */
export class RuleExamples {
  readonly #showValues: boolean;
  readonly #found = new Map<string, RuleExample[]>();

  constructor({ showValues }: { showValues: boolean }) {
    this.#showValues = showValues;
  }

  add(plan: Plan, { pending, refused }: Pick<SortedChunk, "pending" | "refused">): void {
    for (const row of pending) for (const note of row.notes) this.#addRepair(plan, row, note);
    for (const row of refused) this.#addRefusal(plan, row);
  }

  list(): RuleExample[] {
    return [...this.#found.values()].flat();
  }

  #addRepair(plan: Plan, { row, oldId, target }: PendingRow, { column, reason }: Note): void {
    const list = this.#listOf(plan, column, reason);
    if (list.length >= MAX_EXAMPLES) return;
    const mapped = plan.mapping.columns.find((each) => ("from" in each ? each.from : each.target) === column);
    const shows = mapped && "from" in mapped ? mapped.codec.shows : "digest";
    const at = plan.sourceColumns.indexOf(column);
    const becomes = plan.mapping.keep.includes(column)
      ? "kept beside the row"
      : cut(showValue(mapped ? target[mapped.target] : null, { shows, showValues: this.#showValues }));
    const value = at < 0 ? "made from the row" : this.#show(row.values[at] ?? null, shows);
    list.push({ kind: plan.mapping.kind, oldId, column, reason, value, becomes });
  }

  #addRefusal(plan: Plan, { row, refusal }: RefusedRow): void {
    const list = this.#listOf(plan, null, refusal.reason);
    if (list.length >= MAX_EXAMPLES) return;
    const { kind } = plan.mapping;
    list.push({ kind, oldId: quarantineId(row), column: null, reason: refusal.reason, value: refusal.message, becomes: null });
  }

  #listOf({ mapping }: Plan, column: string | null, reason: string): RuleExample[] {
    const key = JSON.stringify([mapping.kind, column, reason]);
    const list = this.#found.get(key) ?? [];
    this.#found.set(key, list);
    return list;
  }

  #show(value: SourceValue, shows: Codec<unknown>["shows"]): string {
    const { text, form } = readableValue(value, shows === "secret" ? "secret" : "value");
    if (form === "null" || form === "hidden" || shows === "value" || this.#showValues) return cut(text);
    return showValue(text, { shows, showValues: false });
  }
}

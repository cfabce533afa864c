import { MAX_LISTED } from "../report/max-listed.ts";
import { classify } from "./classify.ts";
import type { Difference, Problem, RawDifference } from "./difference.ts";
import { showValue } from "./show-value.ts";

/** Characters of all values that are listed, about. */
const MAX_SIZE = 4_000_000;

const sizeOf = (value: unknown) => (typeof value === "string" ? value.length : 0);

type Cell = Pick<RawDifference, "expected" | "found" | "shows">;

/** The differences of one table. */
export class DifferenceList {
  readonly #listed: RawDifference[] = [];
  #count = 0;
  #size = 0;

  get count(): number {
    return this.#count;
  }

  cell(oldId: string, column: string, { expected, found, shows }: Cell): void {
    this.#add({ oldId, column, problem: "changed", expected, found, shows });
  }

  /** About a row as a whole; the texts are for the operator and hold no values. */
  row(oldId: string, problem: Problem, expected: string, found: string, column: string | null = null): void {
    this.#add({ oldId, column, problem, expected, found, shows: "value" });
  }

  has(oldId: string, column: string): boolean {
    return this.#listed.some((difference) => difference.oldId === oldId && difference.column === column);
  }

  #add(difference: RawDifference): void {
    this.#count++;
    if (this.#listed.length >= MAX_LISTED || this.#size > MAX_SIZE) return;
    this.#size += sizeOf(difference.expected) + sizeOf(difference.found);
    this.#listed.push(difference);
  }

  report(kind: string, showValues: boolean): Difference[] {
    return classify(this.#listed).map(({ shows, expected, found, ...difference }) => ({
      kind,
      ...difference,
      expected: showValue(expected, { shows, showValues }),
      found: showValue(found, { shows, showValues }),
    }));
  }
}

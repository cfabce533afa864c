import { Refusal } from "../codecs/codec.ts";
import { quarantineId } from "../import/quarantine.ts";
import { TargetReader } from "../import/target-reader.ts";
import { type DecodedRow, decodeRow } from "../mapping/decode-row.ts";
import { engineTable } from "../mapping/engine-table.ts";
import { type Plan, type PlannedRow, planRow } from "../mapping/plan.ts";
import { breathe } from "../values/breathe.ts";
import { rowToBytes } from "../values/row-bytes.ts";
import { ClaimChecker } from "./claim-checker.ts";
import { ColumnDigests } from "./column-digests.ts";
import { compareRow } from "./compare-row.ts";
import { DifferenceList } from "./difference-list.ts";
import { countMadeHere, findDangling, findExtraQuarantined, findExtraRecords, findExtraTargets } from "./extra-rows.ts";
import { type ReferenceOptions, resolveFromSource } from "./source-references.ts";
import { isJson, readRecords, readTargets } from "./stored-rows.ts";

const CHUNK = 1000;

export interface VerifyContext extends ReferenceOptions {
  signal: AbortSignal | undefined;
}

/** Reasons that depend on what else the new side holds, so that they cannot be foreseen from the source. */
const REASONS_OF_THE_TARGET = new Set(["id-taken", "values-taken", "duplicate-values", "refused-by-database"]);

/** Looks at every row of one old table, and at every row of ours that came from it. */
export class TableVerifier {
  readonly differences = new DifferenceList();
  readonly digests = new ColumnDigests();
  readonly movedOn: Record<string, number> = {};
  rows = 0;
  held = 0;
  quarantined = 0;
  madeHere = 0;
  readonly #context: VerifyContext;
  readonly #plan: Plan;
  readonly #reader: TargetReader;
  readonly #claims: ClaimChecker;
  readonly #jsonColumns: ReadonlySet<string>;
  readonly #accepted = new Set<string>();
  #recordsSeen = 0;
  #targetsSeen = 0;

  constructor(context: VerifyContext, plan: Plan) {
    this.#context = context;
    this.#plan = plan;
    this.#reader = new TargetReader(context.db, plan);
    this.#claims = new ClaimChecker(context.db, plan);
    const table = engineTable(context.db.tables, plan.mapping.target);
    this.#jsonColumns = new Set(plan.mapping.columns.map(({ target }) => target).filter((name) => isJson(table, name)));
  }

  async run(onChunk: (read: number) => void): Promise<void> {
    const { source, signal } = this.#context;
    for (let after: string | null = null; ;) {
      await breathe(signal);
      const read = await source.read({ table: this.#plan.mapping.kind, columns: this.#plan.sourceColumns, after, limit: CHUNK });
      await this.#verifyChunk(read.map((row) => planRow(this.#plan, row)));
      onChunk(read.length);
      if (read.length < CHUNK) break;
      after = read.at(-1)?.position ?? after;
    }
    const { db } = this.#context;
    const options = { db, source, plan: this.#plan, differences: this.differences };
    await findExtraRecords(options, this.#recordsSeen);
    await findExtraTargets(options, this.#targetsSeen);
    await findExtraQuarantined(options, this.#accepted);
    await findDangling(options, this.#context.plans);
    this.madeHere = await countMadeHere(db, this.#plan);
  }

  async #verifyChunk(rows: readonly PlannedRow[]): Promise<void> {
    const { db } = this.#context;
    const resolve = await resolveFromSource(this.#context, this.#plan, rows);
    const records = await readRecords(
      db,
      this.#plan,
      rows.flatMap(({ oldId }) => oldId ?? []),
    );
    const targets = await readTargets(
      db,
      this.#plan,
      rows.flatMap(({ oldId, newId }) => (oldId === null ? [] : [newId])),
    );
    const quarantined = await this.#reader.quarantined(rows.map(quarantineId));
    for (const row of rows) {
      this.rows++;
      const record = records.get(row.oldId ?? "");
      const found = targets.get(row.newId);
      if (record?.sourceDigest) this.#recordsSeen++;
      if (found) this.#targetsSeen++;
      const expected = decodeRow(this.#plan, row, resolve);
      const inQuarantine = quarantined.get(quarantineId(row));
      const isSameRow = inQuarantine && Buffer.compare(inQuarantine.row, rowToBytes(this.#plan.sourceColumns, row.values)) === 0;
      if (expected instanceof Refusal || (isSameRow && REASONS_OF_THE_TARGET.has(inQuarantine.reason))) {
        this.#expectQuarantined(row, { isThere: isSameRow ?? false, isHeld: found !== undefined });
        continue;
      }
      if (record && found) this.held++;
      if (row.oldId !== null) this.#context.known.add(this.#plan.mapping.kind, row.oldId, row.newId);
      await this.#claims.expect(expected, found);
      this.#compare(row, expected, record, found);
    }
  }

  #compare(
    row: PlannedRow,
    expected: DecodedRow,
    record: Parameters<typeof compareRow>[0]["record"],
    found: Parameters<typeof compareRow>[0]["found"],
  ): void {
    const { differences, digests, movedOn } = this;
    compareRow({ plan: this.#plan, row, expected, record, found, jsonColumns: this.#jsonColumns, differences, digests, movedOn });
  }

  #expectQuarantined(row: PlannedRow, { isThere, isHeld }: { isThere: boolean; isHeld: boolean }): void {
    const id = quarantineId(row);
    this.#accepted.add(id);
    if (isThere) this.quarantined++;
    else this.differences.row(id, "missing", "the row in quarantine, with its bytes", "nothing or another row");
    if (isHeld) this.differences.row(id, "extra", "the row in quarantine alone", "an earlier version of it, still held");
  }
}

import { Refusal } from "../codecs/codec.ts";
import { quarantineId } from "../import/quarantine.ts";
import { type StoredQuarantine, TargetReader } from "../import/target-reader.ts";
import { type DecodedRow, decodeRow } from "../mapping/decode-row.ts";
import { engineTable } from "../mapping/engine-table.ts";
import type { ErasedRow } from "../mapping/mapping.ts";
import { type Plan, type PlannedRow, planRow } from "../mapping/plan.ts";
import { findHolder } from "../quarantine/find-holder.ts";
import { breathe } from "../values/breathe.ts";
import { ClaimChecker } from "./claim-checker.ts";
import { ColumnDigests } from "./column-digests.ts";
import { compareRow } from "./compare-row.ts";
import { DifferenceList } from "./difference-list.ts";
import { findExtraQuarantined, isSameRow, REASONS_OF_THE_TARGET } from "./extra-quarantined.ts";
import { countTargets, findDangling, findExtraRecords, findExtraTargets } from "./extra-rows.ts";
import { PlainRows, type StoredValues } from "./plain-rows.ts";
import { type ReferenceOptions, resolveFromSource } from "./source-references.ts";
import { isJson, readRecords, readTargets, type StoredRecordText } from "./stored-rows.ts";

const CHUNK = 500;

export interface VerifyContext extends ReferenceOptions {
  signal: AbortSignal | undefined;
}

/** A row of the source, and what should be held of it. */
interface Expectation {
  row: PlannedRow;
  expected: DecodedRow | Refusal;
  /** False where an earlier row may have wanted the same key. */
  isFirst: boolean;
}

/** What the new side has of rows that are not as they should be. */
interface Stored {
  records: ReadonlyMap<string, StoredRecordText>;
  targets: ReadonlyMap<string, ErasedRow>;
  quarantined: ReadonlyMap<string, StoredQuarantine>;
}

type HeldExpectation = Expectation & { expected: DecodedRow };

const isHeld = (expectation: Expectation): expectation is HeldExpectation => !(expectation.expected instanceof Refusal);

/** Looks at every row of one old table, and at every row of ours that came from it. */
export class TableVerifier {
  readonly differences = new DifferenceList();
  readonly digests: ColumnDigests;
  readonly movedOn: Record<string, number> = {};
  rows = 0;
  held = 0;
  quarantined = 0;
  /** Of those in quarantine, rows about which somebody has decided. */
  decided = 0;
  madeHere = 0;
  readonly #context: VerifyContext;
  readonly #plan: Plan;
  readonly #reader: TargetReader;
  readonly #claims: ClaimChecker;
  readonly #plain: PlainRows;
  readonly #jsonColumns: ReadonlySet<string>;
  #recordsSeen = 0;
  #targetsSeen = 0;
  #inQuarantine = 0;

  /** `rows` is about how many the source has. */
  constructor(context: VerifyContext, plan: Plan, rows: number) {
    const columns = plan.mapping.columns.map(({ target }) => target);
    const table = engineTable(context.db.tables, plan.mapping.target);
    this.#context = context;
    this.#plan = plan;
    this.#reader = new TargetReader(context.db, plan);
    this.#claims = new ClaimChecker(context.db, plan, rows);
    this.#plain = new PlainRows(context.db, plan);
    this.#jsonColumns = new Set(columns.filter((name) => isJson(table, name)));
    this.digests = new ColumnDigests(columns, this.#jsonColumns);
  }

  async run(onChunk: (read: number) => void): Promise<void> {
    const { db, source, signal, plans } = this.#context;
    for (let after: string | null = null; ;) {
      await breathe(signal);
      const read = await source.read({ table: this.#plan.mapping.kind, columns: this.#plan.sourceColumns, after, limit: CHUNK });
      const last = read.at(-1)?.position;
      if (last === undefined) break;
      await this.#verifyChunk(read.map((row) => planRow(this.#plan, row)));
      onChunk(read.length);
      after = last;
    }
    const options = { db, source, plan: this.#plan, differences: this.differences };
    await findExtraRecords(options, this.#recordsSeen);
    const { imported, madeHere } = await countTargets(db, this.#plan, this.#targetsSeen);
    if (imported !== this.#targetsSeen) await findExtraTargets(options);
    await findExtraQuarantined({ ...options, context: this.#context }, this.#inQuarantine);
    await findDangling(options, plans);
    this.madeHere = madeHere;
  }

  /** Most rows are as they should be: the others are found at as little cost as there is, and only they are looked at. */
  async #verifyChunk(rows: readonly PlannedRow[]): Promise<void> {
    const resolve = await resolveFromSource(this.#context, this.#plan, rows);
    const expect = (row: PlannedRow): Expectation => {
      const expected = decodeRow(this.#plan, row, resolve);
      return { row, expected, isFirst: expected instanceof Refusal || this.#claims.expectFirst(expected) };
    };
    // All of them, and in their order: who is the first of a key is asked once for each.
    const made = this.#plain.needsDecoded ? rows.map(expect) : [];
    const decoded = (at: number) => {
      const { expected, isFirst } = made[at] ?? {};
      return isFirst && expected && !(expected instanceof Refusal) ? expected : null;
    };
    const plain = await this.#plain.find(rows, { resolve, decoded });
    const others = rows.flatMap((row, at) => (plain[at] ? [] : [made[at] ?? expect(row)]));
    const unequal = await this.#findUnequal(others);
    const stored = await this.#readStored([...unequal].map(({ row }) => row));
    let next = 0;
    const agreeing: DecodedRow[] = [];
    for (const [at, row] of rows.entries()) {
      const values = plain[at];
      const expectation = values ? undefined : others[next++];
      if (values) this.#acceptPlain(row, values);
      else if (expectation && unequal.has(expectation)) agreeing.push(...(await this.#judge(expectation, stored)));
      else if (expectation) this.#accept(expectation);
    }
    await this.#checkForms(agreeing);
    this.rows += rows.length;
    this.digests.flush();
  }

  /** SQLite keeps what no column of ours is meant for: a flag that is text, half a millisecond. It reads as another value. */
  async #checkForms(rows: readonly DecodedRow[]): Promise<void> {
    if (rows.length === 0) return;
    const { mapping } = this.#plan;
    const { db } = this.#context;
    const columns = mapping.columns.map(({ target }) => target);
    const table = engineTable(db.tables, mapping.target);
    for (const at of await db.bulkCheck({ table, key: "id", columns, rows: rows.map(({ target }) => target) }))
      this.differences.row(
        rows[at]?.oldId ?? "",
        "changed",
        "values in the form in which they are written",
        "another form of them",
      );
  }

  /** Rows that cannot be held, that are not stored exactly as expected, and whose key may be another's. */
  async #findUnequal(all: readonly Expectation[]): Promise<Set<Expectation>> {
    const { system, mapping } = this.#plan;
    const { db } = this.#context;
    const held = all.filter(isHeld);
    const positions = [
      await db.bulkCheck({
        table: db.tables.legacyRecord,
        key: "newId",
        columns: ["system", "kind", "oldId", "originals", "sourceDigest"],
        rows: held.map(({ row: { oldId, newId }, expected: { originals, digest: sourceDigest } }) => ({
          system,
          kind: mapping.kind,
          oldId,
          newId,
          originals,
          sourceDigest,
        })),
      }),
      await db.bulkCheck({
        table: engineTable(db.tables, mapping.target),
        key: "id",
        columns: mapping.columns.map(({ target }) => target),
        rows: held.map(({ expected }) => expected.target),
      }),
    ];
    const unequal = positions.flat().flatMap((at) => held[at] ?? []);
    return new Set([...all.filter((expectation) => !isHeld(expectation) || !expectation.isFirst), ...unequal]);
  }

  async #readStored(rows: readonly PlannedRow[]): Promise<Stored> {
    const { db } = this.#context;
    const named = rows.filter(({ oldId }) => oldId !== null);
    return {
      records: await readRecords(
        db,
        this.#plan,
        named.flatMap(({ oldId }) => oldId ?? []),
      ),
      targets: await readTargets(
        db,
        this.#plan,
        named.map(({ newId }) => newId),
      ),
      quarantined: await this.#reader.quarantined(rows.map(quarantineId)),
    };
  }

  #accept({ row, expected }: Expectation): void {
    if (expected instanceof Refusal) return;
    this.#count(row);
    this.digests.same(expected.target);
  }

  #acceptPlain(row: PlannedRow, values: StoredValues): void {
    this.#count(row);
    this.digests.sameStored(values, 1);
  }

  /** A row that is held, and recorded, as it should be. */
  #count({ oldId }: PlannedRow): void {
    if (oldId === null) return;
    this.held++;
    this.#recordsSeen++;
    this.#targetsSeen++;
    this.#context.known.add(this.#plan.mapping.kind, oldId);
  }

  /** Gives the row back where it reads as it should, for a closer look. */
  async #judge({ row, expected, isFirst }: Expectation, { records, targets, quarantined }: Stored): Promise<readonly DecodedRow[]> {
    const record = row.oldId === null ? undefined : records.get(row.oldId);
    const found = targets.get(row.newId);
    if (record?.sourceDigest) this.#recordsSeen++;
    if (found) this.#targetsSeen++;
    const kept = quarantined.get(quarantineId(row));
    const isThere = kept !== undefined && isSameRow(this.#plan, row, kept);
    const decision = isThere ? kept.decision : null;
    if (
      expected instanceof Refusal ||
      decision !== null ||
      (isThere && (await this.#isRefusedHere(row, { kept, expected, record })))
    ) {
      this.#expectQuarantined(row, { isThere, isHeld: found !== undefined, isListed: kept !== undefined, decision });
      if (expected instanceof Refusal && isThere && decision === null) this.#expectReason(row, expected, kept);
      return [];
    }
    if (record && found) this.held++;
    if (row.oldId !== null) this.#context.known.add(this.#plan.mapping.kind, row.oldId);
    await this.#claims.correct(expected, found, isFirst);
    const { differences, digests, movedOn } = this;
    const comparison = { row, expected, record, found, differences, digests, movedOn };
    return compareRow({ ...comparison, plan: this.#plan, jsonColumns: this.#jsonColumns }) ? [expected] : [];
  }

  /** True where the reason is one that the source does not know of, and still holds. What the database refused is not tried again. */
  async #isRefusedHere(
    row: PlannedRow,
    { kept, expected, record }: { kept: StoredQuarantine; expected: DecodedRow; record: StoredRecordText | undefined },
  ): Promise<boolean> {
    if (!REASONS_OF_THE_TARGET.has(kept.reason)) return false;
    if (kept.reason === "refused-by-database") return true;
    if (kept.reason === "id-taken") return record !== undefined && record.newId !== row.newId;
    return (await findHolder(this.#context.db, this.#plan, expected.target)) !== null;
  }

  #expectReason(row: PlannedRow, { reason }: Refusal, kept: StoredQuarantine): void {
    if (kept.reason === reason || REASONS_OF_THE_TARGET.has(kept.reason)) return;
    this.differences.row(quarantineId(row), "changed", reason, kept.reason, "reason");
  }

  #expectQuarantined(
    row: PlannedRow,
    {
      isThere,
      isHeld: isStillHeld,
      isListed,
      decision,
    }: Record<"isThere" | "isHeld" | "isListed", boolean> & Pick<StoredQuarantine, "decision">,
  ): void {
    const id = quarantineId(row);
    if (isListed) this.#inQuarantine++;
    if (isThere) this.quarantined++;
    else this.differences.row(id, "missing", "the row in quarantine, with its bytes", "nothing or another row");
    if (decision !== null) this.decided++;
    if (decision === "corrected") {
      if (!isStillHeld) this.differences.row(id, "missing", "the row as it was corrected", "nothing");
    } else if (isStillHeld)
      this.differences.row(id, "extra", "the row in quarantine alone", "an earlier version of it, still held");
  }
}

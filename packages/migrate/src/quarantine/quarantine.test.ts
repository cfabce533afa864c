import { DIALECTS } from "@causeway/testing";
import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { encodeOldRow } from "../old-side/encode-old-row.ts";
import { countsOf, ToyCrossing, toyMappings } from "../test/toy-system.ts";
import { examineKeptRow } from "./examine-kept-row.ts";
import { importKeptRow } from "./import-kept-row.ts";
import type { KeptRow } from "./kept-row.ts";

const T = "2026-01-02 03:04:05";
const toy = { system: "toy", mappings: toyMappings };

async function keptRow({ db }: ToyCrossing, table: string, oldId: string): Promise<KeptRow> {
  const { quarantinedRow } = db.tables;
  const [row] = await db
    .select({ table: quarantinedRow.kind, oldId: quarantinedRow.oldId, row: quarantinedRow.row })
    .from(quarantinedRow)
    .where(and(eq(quarantinedRow.kind, table), eq(quarantinedRow.oldId, oldId)));
  if (!row) throw new Error(`There is no ${table} ${oldId} in quarantine.`);
  return row;
}

/** As the service does it: the row leaves the quarantine, or stays with what was corrected. */
async function retry(crossing: ToyCrossing, table: string, oldId: string, corrections: Record<string, string | null> = {}) {
  const kept = await keptRow(crossing, table, oldId);
  return crossing.db.transaction(async (tx) => {
    const outcome = await importKeptRow(tx, toy, { kept, corrections });
    const { quarantinedRow } = tx.tables;
    const itself = and(eq(quarantinedRow.kind, table), eq(quarantinedRow.oldId, oldId));
    if (outcome.isImported && outcome.corrections) {
      await tx.update(quarantinedRow).set({ decision: "corrected", corrections: outcome.corrections }).where(itself);
    } else if (outcome.isImported) await tx.delete(quarantinedRow).where(itself);
    return outcome;
  });
}

async function decide({ db }: ToyCrossing, table: string, oldId: string) {
  const { quarantinedRow } = db.tables;
  const itself = and(eq(quarantinedRow.kind, table), eq(quarantinedRow.oldId, oldId));
  await db.update(quarantinedRow).set({ decision: "dismissed", decisionNote: "not wanted" }).where(itself);
}

describe.each(DIALECTS)("the quarantine on %s", (dialect) => {
  /** Ten of everything; somebody without an address, somebody with a hostile hash, and a visit of each. */
  async function open(): Promise<ToyCrossing> {
    const crossing = (await ToyCrossing.open(dialect)).fill();
    crossing.old.prepare("insert into people values (20, null, 'hash', ?)").run(T);
    crossing.old.prepare("insert into people values (21, 'dear@example.com', 'hostile', ?)").run(T);
    crossing.old.prepare("insert into shops values (20, 20, 'Late', ?)").run(T);
    crossing.old.prepare("insert into visits values ('of 20', 20, ?, 'somewhere')").run(T);
    return crossing;
  }

  test("N05 a row is imported with what somebody corrected, its old value kept, and stays so", async () => {
    await using crossing = await open();
    await crossing.import();
    expect(await retry(crossing, "people", "20", { email: "twenty@example.com" })).toMatchObject({
      isImported: true,
      corrections: { email: "twenty@example.com" },
    });
    const { user, legacyRecord } = crossing.db.tables;
    const [record] = await crossing.db
      .select()
      .from(legacyRecord)
      .where(and(eq(legacyRecord.kind, "people"), eq(legacyRecord.oldId, "20")));
    expect(record?.originals).toEqual({ email: null });
    const [row] = await crossing.db
      .select()
      .from(user)
      .where(eq(user.id, record?.newId ?? ""));
    expect(row).toMatchObject({ email: "twenty@example.com", emailKey: "twenty@example.com" });
    const [people] = toyMappings;
    if (!people || !record || !row) throw new Error("There is nothing to show.");
    const shown = encodeOldRow({ mapping: people, row, record, resolveOldId: () => null });
    expect(shown["email"]).toBe("twenty@example.com");

    // What pointed at it does so now.
    const { restaurant } = crossing.db.tables;
    const [shop] = await crossing.db.select().from(restaurant).where(eq(restaurant.name, "Late"));
    expect(shop?.ownerUserId).toBe(record.newId);
    const again = await crossing.import();
    expect(countsOf(again, "people")).toMatchObject({ imported: 0, repaired: 0, quarantined: 1 });
    expect(countsOf(again, "shops")).toMatchObject({ imported: 0, repaired: 0, unchanged: 11 });
    expect(countsOf(again, "visits")).toMatchObject({ repaired: 1, quarantined: 0 });
    const verified = await crossing.verify();
    expect(verified.differences).toEqual([]);
    expect(verified.tables[0]).toMatchObject({ rows: 12, held: 10, quarantined: 2, decided: 1 });
  });

  test("a corrected row that is gone is missed by a verification", async () => {
    await using crossing = await open();
    await crossing.import();
    await retry(crossing, "people", "21", { secret: null });
    expect((await crossing.verify()).isClean).toBe(true);
    await crossing.db.delete(crossing.db.tables.user).where(eq(crossing.db.tables.user.email, "dear@example.com"));
    expect((await crossing.verify()).differences).toContainEqual(
      expect.objectContaining({ kind: "people", oldId: "21", problem: "missing", expected: "the row as it was corrected" }),
    );
  });

  test("a row whose parent was missing is imported as it is once the parent is there", async () => {
    await using crossing = await open();
    await crossing.import();
    expect(await retry(crossing, "visits", "of 20")).toMatchObject({ isImported: false, reason: "dangling-reference" });
    await retry(crossing, "people", "20", { email: "twenty@example.com" });
    expect(await retry(crossing, "visits", "of 20")).toMatchObject({ isImported: true, corrections: null });
    expect((await crossing.verify()).differences).toEqual([]);
  });

  test("rows that pointed at it are joined, whatever else of them was repaired, and those of similar ids are not", async () => {
    await using crossing = await ToyCrossing.open(dialect);
    const { old } = crossing;
    old.prepare("insert into people values (7, null, 'hash', ?)").run(T);
    const shop = old.prepare("insert into shops values (?, ?, ?, ?)");
    shop.run(1, 7, Buffer.from("bytes"), "not a date");
    shop.run(2, 71, "other", T);
    shop.run(3, 7, "changed here since", T);
    old.prepare("insert into marks values (1, 1, 99, 'odd', null, ?)").run(T);
    await crossing.import();
    const { restaurant } = crossing.db.tables;
    await crossing.db.update(restaurant).set({ name: "changed" }).where(eq(restaurant.name, "changed here since"));
    await retry(crossing, "people", "7", { email: "seven@example.com" });
    const owners = await crossing.db
      .select({ name: restaurant.name, owner: restaurant.ownerUserId })
      .from(restaurant)
      .orderBy(restaurant.id);
    expect(owners.map(({ name, owner }) => [name, owner !== null])).toEqual([
      ["bytes", true],
      ["other", false],
      ["changed", true],
    ]);
    // What was changed here is a difference, as it was before, and nothing else is.
    const { differences } = await crossing.verify();
    expect(new Set(differences.map(({ kind, oldId }) => `${kind} ${oldId}`))).toEqual(new Set(["shops 3"]));
    expect(countsOf(await crossing.import(), "shops")).toMatchObject({ unchanged: 2, imported: 1 });
    expect((await crossing.verify()).differences).toEqual([]);
  });

  test("a dismissed row stays out, also where it could be held meanwhile, and is no difference", async () => {
    await using crossing = await open();
    await crossing.import();
    await decide(crossing, "visits", "of 20");
    await decide(crossing, "people", "21");
    await retry(crossing, "people", "20", { email: "twenty@example.com" });
    const again = await crossing.import();
    expect(countsOf(again, "visits")).toMatchObject({ imported: 0, repaired: 0, quarantined: 1, unchanged: 10 });
    const { differences, tables } = await crossing.verify();
    expect(differences).toEqual([]);
    expect(tables.map(({ decided, quarantined }) => [decided, quarantined])).toEqual([
      [2, 2],
      [0, 0],
      [0, 0],
      [0, 0],
      [1, 1],
    ]);
  });

  test("a decision falls when the source has another row", async () => {
    await using crossing = await open();
    await crossing.import();
    await decide(crossing, "people", "21");
    crossing.old.prepare("update people set made = '2026-02-02 02:02:02' where id = 21").run();
    await crossing.import();
    const { quarantinedRow } = crossing.db.tables;
    const [row] = await crossing.db.select().from(quarantinedRow).where(eq(quarantinedRow.oldId, "21"));
    expect(row).toMatchObject({ decision: null, decisionNote: null });
    crossing.old.prepare("update people set secret = 'fine' where id = 21").run();
    expect(countsOf(await crossing.import(), "people")).toMatchObject({ imported: 1 });
  });

  test("values that another row has are refused with its old id, and two rows never share a key", async () => {
    await using crossing = await open();
    await crossing.import();
    expect(await retry(crossing, "people", "20", { email: "p3@example.com" })).toEqual({
      isImported: false,
      reason: "duplicate-values",
      message: "It has the same values as the row with the old id 3, and only one of them can be held.",
    });
    await retry(crossing, "people", "20", { email: "P3@example.com" });
    const { user } = crossing.db.tables;
    const [row] = await crossing.db.select().from(user).where(eq(user.email, "P3@example.com"));
    expect(row?.emailKey).toBe("raw:P3@example.com");
    expect((await crossing.verify()).differences.filter(({ kind }) => kind === "people")).toEqual([]);
  });

  test("a correction that the column would not take as it is, is refused in plain words", async () => {
    await using crossing = await open();
    await crossing.import();
    const refused = (corrections: Record<string, string | null>) =>
      expect(retry(crossing, "people", "20", corrections)).rejects.toMatchObject({ reason: "CORRECTION_REFUSED" });
    await refused({ email: null });
    await refused({ email: "x".repeat(201) });
    await refused({ id: "5" });
    await refused({ made: "yesterday" });
    await refused({ nothing: "x" });
    await expect(retry(crossing, "people", "21", { secret: "mine" })).rejects.toThrow("secret is a secret");
    await expect(retry(crossing, "visits", "of 20", { person: "somebody" })).rejects.toThrow("person takes an id of people.");
    expect(await retry(crossing, "visits", "of 20", { person: "3" })).toMatchObject({
      isImported: true,
      corrections: { person: 3 },
    });
    expect((await crossing.verify()).differences).toEqual([]);
  });

  test("shows a row with the value that keeps it out marked, and no secrets", async () => {
    await using crossing = await open();
    await crossing.import();
    const { cells, isReady } = await examineKeptRow(crossing.db, toy, {
      kept: await keptRow(crossing, "people", "21"),
      corrections: null,
    });
    expect(isReady).toBe(false);
    expect(cells.map(({ column, value, isOffending, canCorrect }) => [column, value.text, isOffending, canCorrect])).toEqual([
      ["id", "21", false, false],
      ["email", "dear@example.com", false, true],
      ["secret", "hidden, 7 bytes", true, true],
      ["made", T, false, true],
    ]);
    const visit = await examineKeptRow(crossing.db, toy, { kept: await keptRow(crossing, "visits", "of 20"), corrections: null });
    expect(visit.cells.filter(({ isOffending }) => isOffending).map(({ column }) => column)).toEqual(["person"]);
  });
});

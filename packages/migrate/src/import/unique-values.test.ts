import { DIALECTS } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { importedId } from "../mapping/imported-id.ts";
import { countsOf, ToyCrossing } from "../test/toy-system.ts";

const idOf = (kind: string, oldId: number | string) => importedId({ system: "toy", kind, oldId: String(oldId) });
const T = "2026-01-02 03:04:05";

describe.each(DIALECTS)("unique values on %s", (dialect) => {
  test("N05 gives the key of several equal e-mails to the lowest old id, also when they change later", async () => {
    await using toy = await ToyCrossing.open(dialect);
    toy.old.exec(
      `insert into people values (1, 'A@x', '', '${T}'), (2, 'a@x', '', '${T}'), (3, 'other@x', '', '${T}'), (4, 'a@X', '', '${T}')`,
    );
    const { user } = toy.db.tables;
    const keys = async () => Object.fromEntries((await toy.db.select().from(user)).map(({ email, emailKey }) => [email, emailKey]));
    await toy.import({ chunkLimits: { min: 1, max: 1 } });
    expect(await keys()).toEqual({ "A@x": "a@x", "a@x": "raw:a@x", "other@x": "other@x", "a@X": "raw:a@X" });

    toy.old.exec("update people set email = 'free@x' where id = 1");
    await toy.import();
    expect(await keys(), "the next in line takes the key").toEqual({
      "free@x": "free@x",
      "a@x": "a@x",
      "other@x": "other@x",
      "a@X": "raw:a@X",
    });

    toy.old.exec("update people set email = 'A@X' where id = 1");
    await toy.import();
    expect(await keys(), "a lower id takes it back").toEqual({
      "A@X": "a@x",
      "a@x": "raw:a@x",
      "other@x": "other@x",
      "a@X": "raw:a@X",
    });
    expect((await toy.verify()).differences).toEqual([]);
  });

  test("an e-mail that looks like a fallback takes nobody's place", async () => {
    await using toy = await ToyCrossing.open(dialect);
    toy.old.exec(
      `insert into people values (1, 'A@x', '', '${T}'), (2, 'a@x', '', '${T}'), (3, 'raw:a@x', '', '${T}'), (4, 'RAW:a@x', '', '${T}')`,
    );
    for (const size of [10, 1]) {
      const report = await toy.import({ chunkLimits: { min: size, max: size } });
      expect(report.quarantined).toEqual([]);
      expect((await toy.verify()).differences).toEqual([]);
      toy.old.exec("update people set secret = 'changed'");
    }
  });

  test("an account made here keeps its e-mail and its key", async () => {
    await using toy = await ToyCrossing.open(dialect);
    const { user } = toy.db.tables;
    const now = new Date(0);
    await toy.db.insert(user).values([
      { email: "here@x", emailKey: "here@x", roleKey: "restaurant", createdAt: now, updatedAt: now },
      { email: "Key@x", emailKey: "key@x", roleKey: "restaurant", createdAt: now, updatedAt: now },
    ]);
    toy.old.exec(`insert into people values (1, 'here@x', '', '${T}'), (2, 'key@x', '', '${T}'), (3, 'third@x', '', '${T}')`);
    const report = await toy.import();
    expect(report.quarantined).toMatchObject([{ oldId: "1", reason: "values-taken" }]);
    expect(countsOf(report, "people")).toMatchObject({ imported: 2, quarantined: 1 });
    const [second] = await toy.db
      .select()
      .from(user)
      .where(eq(user.id, idOf("people", 2)));
    expect(second?.emailKey).toBe("raw:key@x");
    const verified = await toy.verify();
    expect(verified.differences).toEqual([]);
    expect(verified.tables[0]).toMatchObject({ rows: 3, held: 2, quarantined: 1, madeHere: 2 });
    expect(countsOf(await toy.import(), "people"), "asked again").toMatchObject({ unchanged: 2, quarantined: 1 });
  });

  test.each([1, 10])("rows that have swapped their unique values are swapped here too, %s to a chunk", async (size) => {
    await using toy = await ToyCrossing.open(dialect);
    toy.old.exec(`insert into people values (1, 'a@x', '', '${T}'), (2, 'b@x', '', '${T}'), (3, 'c@x', '', '${T}')`);
    await toy.import();
    toy.old.exec("update people set email = case id when 1 then 'b@x' when 2 then 'c@x' else 'a@x' end");
    const report = await toy.import({ chunkLimits: { min: size, max: size } });
    expect(report.quarantined).toEqual([]);
    expect((await toy.verify()).differences).toEqual([]);
  });

  test("a row that was replaced under a new id takes the place of the old one", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill();
    await toy.import();
    toy.old.exec(`delete from marks where id = 3; insert into marks values (50, 3, 3, 'pending', 'again', '${T}')`);
    const report = await toy.import();
    expect(countsOf(report, "marks")).toEqual({ rows: 10, imported: 1, repaired: 0, unchanged: 9, quarantined: 0 });
    expect((await toy.verify()).differences).toEqual([]);
  });

  test("of rows that no index lets stand together the later goes to the quarantine", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill();
    toy.old.exec(`insert into marks values (50, 3, 3, 'pending', 'twice', '${T}'), (51, 3, 3, 'pending', 'thrice', '${T}')`);
    for (const chunkLimits of [
      { min: 100, max: 100 },
      { min: 1, max: 1 },
    ]) {
      const report = await toy.import({ chunkLimits });
      expect(report.quarantined.map(({ oldId, reason }) => [oldId, reason])).toEqual([
        ["50", "duplicate-values"],
        ["51", "duplicate-values"],
      ]);
      expect((await toy.verify()).isClean).toBe(true);
    }
  });
});

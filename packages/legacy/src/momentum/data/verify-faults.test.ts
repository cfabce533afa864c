import { DIALECTS } from "@causeway/testing";
import Database from "better-sqlite3";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { momentumMappings } from "./index.ts";
import { createOldMomentum, openCrossing, type OldMomentum, readTargets } from "./test/crossing.ts";
import { FAULTS, type Planted } from "./test/faults.ts";

let old: OldMomentum;
beforeAll(async () => {
  old = await createOldMomentum({ users: 8, dirt: true });
});
afterAll(() => old[Symbol.dispose]());

const line = ({ kind, oldId, column, problem }: Planted) => `${kind} ${oldId} ${column}: ${problem}`;

/** Faults that take others with them: a deleted row of ours takes the rows that belong to it. */
const TAKES_OTHERS = new Set(["a missing row", "two ids swapped"]);

describe.each(DIALECTS)("N04 a verification on %s finds and names", (dialect) => {
  test.each(Object.entries(FAULTS))("%s, in every table", async (name, plant) => {
    await using crossing = await openCrossing(dialect, old.path);
    await crossing.import();
    const { db } = crossing;
    const planted: Planted[] = [];
    // Children first, so that what is taken along has been planted already.
    for (const mapping of momentumMappings.toReversed()) {
      const table = db.tables[mapping.target] as typeof db.tables.restaurant;
      const set = async (id: string, values: Record<string, unknown>) =>
        void (await db.update(table).set(values).where(eq(table.id, id)));
      planted.push(...(await plant({ db, mapping, rows: await readTargets(db, mapping), set })));
    }
    const report = await crossing.verify();
    const found = report.differences.map(line);
    expect(planted.length).toBeGreaterThan(0);
    expect(found).toEqual(expect.arrayContaining(planted.map(line)));
    const unexpected = found.filter((difference) => !planted.some((fault) => line(fault) === difference));
    expect(TAKES_OTHERS.has(name) ? [] : unexpected).toEqual([]);
    expect(report).toMatchObject({ isClean: false, differenceCount: found.length });
    for (const { kind, columns } of report.tables) {
      const cells = planted.filter((fault) => fault.kind === kind && columns.some(({ column }) => column === fault.column));
      for (const { column } of cells) {
        const digest = columns.find((candidate) => candidate.column === column);
        expect(digest?.expected, `${kind}.${column}`).not.toBe(digest?.found);
      }
    }
  });
});

test("N04 JSON that was cut off inside the file is found, though nobody can read it any more", async () => {
  await using crossing = await openCrossing("sqlite", old.path);
  await crossing.import();
  await crossing.store.close();
  const file = new Database(crossing.url.replace("file:", ""));
  file.exec(
    "update campaign set details = substr(details, 1, 9) where id = (select id from campaign where length(details) > 20 order by id limit 1)",
  );
  file.exec("update legacy_record set originals = substr(originals, 1, 5) where kind = 'checklist_status' and old_id = '90001'");
  file.close();
  const { openStore } = await import("@causeway/db");
  const { parseSource, runVerify } = await import("@causeway/migrate");
  await using store = openStore(crossing.url);
  await using source = await parseSource(`sqlite:${old.path}`);
  const { differences } = await runVerify({ system: "momentum", store, source, mappings: momentumMappings });
  expect(differences.map(({ kind, column, problem }) => [kind, column, problem])).toEqual([
    ["campaigns", "details", "truncated"],
    ["checklist_status", "originals", "changed"],
  ]);
});

test("N04 values in a form that reads like the right one are found: a flag that is text, half a millisecond", async () => {
  await using crossing = await openCrossing("sqlite", old.path);
  await crossing.import();
  await crossing.store.close();
  const file = new Database(crossing.url.replace("file:", ""));
  const first = (table: string, condition: string) => `where id = (select min(id) from ${table} where ${condition})`;
  file.exec(`update task set is_complete = 'no' ${first("task", "is_complete = 0")}`);
  file.exec(`update restaurant set created_at = created_at + 0.5 ${first("restaurant", "id > ''")}`);
  file.close();
  const { openStore } = await import("@causeway/db");
  const { parseSource, runVerify } = await import("@causeway/migrate");
  await using store = openStore(crossing.url);
  await using source = await parseSource(`sqlite:${old.path}`);
  const { differences } = await runVerify({ system: "momentum", store, source, mappings: momentumMappings });
  expect(differences.map(({ kind, column, problem }) => [kind, column, problem])).toEqual([
    ["restaurants", null, "changed"],
    ["checklist_status", null, "changed"],
  ]);
});

test.each(DIALECTS)(
  "N04 N05 a key that the later of two equal addresses has is found on %s, also where the earlier row was repaired",
  async (dialect) => {
    using twins = await createOldMomentum({ users: 4 });
    const source = new Database(twins.path);
    const [first, second] = [2, 3];
    source.prepare("update users set email = 'Twin@x.example', created_at = 'last spring' where user_id = ?").run(first);
    source.prepare("update users set email = 'twin@x.example' where user_id = ?").run(second);
    source.close();
    await using crossing = await openCrossing(dialect, twins.path);
    await crossing.import();
    const { user } = crossing.db.tables;
    const keys = async () =>
      (await crossing.db.select().from(user)).filter(({ email }) => email.toLowerCase() === "twin@x.example");
    const take = (email: string, emailKey: string) => crossing.db.update(user).set({ emailKey }).where(eq(user.email, email));
    expect(Object.fromEntries((await keys()).map(({ email, emailKey }) => [email, emailKey]))).toEqual({
      "Twin@x.example": "twin@x.example",
      "twin@x.example": "raw:twin@x.example",
    });
    expect(await crossing.verify()).toMatchObject({ isClean: true });
    await take("Twin@x.example", "raw:Twin@x.example");
    await take("twin@x.example", "twin@x.example");
    expect((await crossing.verify()).differences).toMatchObject([
      { kind: "users", oldId: String(first), column: "emailKey", problem: "changed" },
      { kind: "users", oldId: String(second), column: "emailKey", problem: "changed" },
    ]);
  },
);

import { DIALECTS } from "@causeway/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseSource } from "../source/parse-source.ts";
import { ToyCrossing } from "../test/toy-system.ts";

const id = fc.integer({ min: 1, max: 6 });
const email = fc.constantFrom("a@x", "A@x", "b@x", "B@X", "raw:a@x", "c@x");
const anyId = fc.oneof(id, fc.constantFrom(99, null));

/** Statements as an old server would have run them; those that its own unique indexes refuse do nothing. */
const change = fc.oneof(
  fc.tuple(id, email).map(([at, to]) => `insert or ignore into people values (${at}, '${to}', 'hash', null)`),
  fc.tuple(id, email).map(([at, to]) => `update or ignore people set email = '${to}' where id = ${at}`),
  fc
    .tuple(id, id)
    .filter(([one, other]) => one !== other)
    .map(
      ([one, other]) => `
        create temp table if not exists swap (id, email);
        insert into swap select case id when ${one} then ${other} else ${one} end, email from people where id in (${one}, ${other});
        delete from swap where (select count(*) from swap) < 2;
        update people set email = 'moving ' || id where id in (select id from swap);
        update people set email = (select email from swap where swap.id = people.id) where id in (select id from swap);
        delete from swap`,
    ),
  fc.tuple(id, anyId).map(([at, owner]) => `insert or replace into shops values (${at}, ${owner}, 'Shop', null)`),
  fc.tuple(id, anyId).map(([at, inside]) => `insert or replace into things values (${at}, ${inside}, 'Thing', 1, 0)`),
  fc
    .tuple(anyId, anyId)
    .map(([shop, thing]) => `insert or replace into marks (shop, thing, mark) values (${shop}, ${thing}, 'completed')`),
);

const batches = fc.array(
  fc.record({ changes: fc.array(change, { minLength: 1, maxLength: 8 }), chunk: fc.constantFrom(1, 2, 3, 100) }),
  { minLength: 1, maxLength: 4 },
);

/** Everything but what an import of the final state could not know: rows that were replaced on the way. */
async function contents(toy: ToyCrossing): Promise<unknown> {
  const { user, restaurant, checklistItem, legacyRecord, quarantinedRow } = toy.db.tables;
  return Promise.all(
    [user, restaurant, checklistItem, legacyRecord, quarantinedRow].map(async (table) => {
      const rows = await toy.db.select().from(table as typeof user);
      const present = rows
        .filter((row) => !("kind" in row) || row.kind !== "marks")
        .map(({ createdAt: _, ...row }) => JSON.stringify(row));
      return present.toSorted();
    }),
  );
}

describe.each(DIALECTS)("imports one after the other on %s", (dialect) => {
  test("N03 end where one import of the final state ends, whatever happened in between", async () => {
    await fc.assert(
      fc.asyncProperty(batches, async (history) => {
        await using step = await ToyCrossing.open(dialect);
        step.old.exec("create unique index e on people (email); create unique index m on marks (shop, thing)");
        for (const { changes, chunk } of history) {
          for (const sql of changes) step.old.exec(sql);
          await step.import({ chunkLimits: { min: chunk, max: chunk } });
        }
        const { differences } = await step.verify();
        expect(differences.filter(({ problem }) => problem !== "extra")).toEqual([]);

        await using whole = await ToyCrossing.open(dialect);
        await using source = await parseSource(step.source);
        await whole.import({ source });
        expect(await contents(step)).toEqual(await contents(whole));
      }),
      { numRuns: dialect === "sqlite" ? 25 : 6 },
    );
  }, 120_000);
});

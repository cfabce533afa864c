import { DIALECTS } from "@causeway/testing";
import { describe, expect, test } from "vitest";
import { createIdMap } from "../old-side/id-map.ts";
import { ToyCrossing, toyMappings } from "../test/toy-system.ts";
import { findIdForm } from "./find-id-form.ts";
import { importedId } from "./imported-id.ts";

const T = new Date("2026-01-02T03:04:05Z");

/** One person whom an import of hashed ids has brought over, beside those that the old database has. */
async function beginHashed({ db }: ToyCrossing, oldId: string): Promise<void> {
  const id = importedId({ system: "toy", kind: "people", oldId }, "hashed");
  const { user, legacyRecord } = db.tables;
  const email = `p${oldId}@example.com`;
  const person = { id, email, emailKey: email, passwordHash: "hash", roleKey: "restaurant", createdAt: T, updatedAt: T };
  await db.insert(user).values(person);
  await db
    .insert(legacyRecord)
    .values({ system: "toy", kind: "people", oldId, newId: id, originals: null, sourceDigest: "of an earlier version" });
}

describe.each(DIALECTS)("the form of new ids on %s", (dialect) => {
  test("keeps the order of old integers where nothing has been imported, and in what is imported then", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill({ count: 2 });
    expect(await findIdForm(null, "toy", toyMappings)).toBe("ordered");
    expect(await findIdForm(toy.db, "toy", toyMappings)).toBe("ordered");
    await toy.import();
    expect(await findIdForm(toy.db, "toy", toyMappings)).toBe("ordered");
  });

  test("N03 N06 of a crossing that began with hashed ids stays hashed: rows are found again, references resolve, old ids answer", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill({ count: 12 });
    toy.old.exec("insert into people values (-5, 'before@example.com', 'hash', '2026-01-02 03:04:05')");
    await beginHashed(toy, "3");
    const report = await toy.import();
    expect(report.quarantined).toEqual([]);
    expect(await findIdForm(toy.db, "toy", toyMappings)).toBe("hashed");

    const { restaurant } = toy.db.tables;
    const owners = new Map((await toy.db.select().from(restaurant)).map(({ id, ownerUserId }) => [id, ownerUserId]));
    for (const oldId of ["1", "3", "12"]) {
      const name = (kind: string) => importedId({ system: "toy", kind, oldId }, "hashed");
      expect(await createIdMap(toy.db, "toy").newId("people", Number(oldId))).toBe(name("people"));
      expect(owners.get(name("shops"))).toBe(name("people"));
    }
    expect((await toy.verify()).differences).toEqual([]);
    const again = await toy.import();
    for (const { rows, unchanged } of again.tables) expect(unchanged).toBe(rows);
  });

  test("is told by integers that can be ordered alone: negative ones and texts are hashed in either form", async () => {
    await using toy = await ToyCrossing.open(dialect);
    toy.old.exec("insert into people values (-2, 'a@example.com', 'hash', null), (-1, 'b@example.com', 'hash', null)");
    await toy.import();
    expect(await findIdForm(toy.db, "toy", toyMappings)).toBe("ordered");
    toy.old.exec("insert into people values (7, 'c@example.com', 'hash', null)");
    await toy.import();
    expect(await findIdForm(toy.db, "toy", toyMappings)).toBe("ordered");
    expect((await toy.verify()).differences).toEqual([]);
  });
});

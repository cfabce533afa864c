import { DIALECTS } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { importedId } from "../mapping/imported-id.ts";
import { shops, ToyCrossing } from "../test/toy-system.ts";
import { createIdMap } from "./id-map.ts";
import { toOldRows } from "./to-old-rows.ts";

const idOf = (kind: string, oldId: number) => importedId({ system: "toy", kind, oldId: String(oldId) });

describe.each(DIALECTS)("old rows on %s", (dialect) => {
  test("are what the source has, in the order of its columns", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill({ count: 2 });
    toy.old.exec("insert into shops values (3, 777, 42, 'yesterday'), (4, null, null, 5)");
    await toy.import();
    const rows = await toy.db.select().from(toy.db.tables.restaurant);
    const old = await toOldRows({ ids: createIdMap(toy.db, "toy"), mapping: shops, rows });
    const source = toy.old.prepare("select * from shops order by id").all();
    expect(old.toSorted((left, right) => Number(left["id"]) - Number(right["id"]))).toEqual(source);
    expect(Object.keys(old[0] ?? {})).toEqual(["id", "owner", "name", "made"]);
  });

  test("show the new value once the new side has changed it, and the old spelling until then", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill({ count: 1 });
    toy.old.exec("insert into shops values (3, 777, 'Three', '2026-01-02T03:04:05.678Z')");
    await toy.import();
    const { restaurant } = toy.db.tables;
    const show = async () => {
      const rows = await toy.db
        .select()
        .from(restaurant)
        .where(eq(restaurant.id, idOf("shops", 3)));
      return (await toOldRows({ ids: createIdMap(toy.db, "toy"), mapping: shops, rows }))[0];
    };
    expect(await show()).toEqual({ id: 3, owner: 777, name: "Three", made: "2026-01-02T03:04:05.678Z" });
    await toy.db.update(restaurant).set({ ownerUserId: idOf("people", 1), createdAt: new Date("2026-05-06T07:08:09.999Z") });
    expect(await show()).toEqual({ id: 3, owner: 1, name: "Three", made: "2026-05-06 07:08:09" });
  });

  test("leave out what the given rows do not have", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill({ count: 1 });
    await toy.import();
    const rows = [{ id: idOf("shops", 1), name: "Shop 1" }];
    expect(await toOldRows({ ids: createIdMap(toy.db, "toy"), mapping: shops, rows })).toEqual([{ id: 1, name: "Shop 1" }]);
  });

  test("give ids to rows made here, and to those they point at", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill({ count: 1 });
    await toy.import();
    const { user, restaurant } = toy.db.tables;
    const createdAt = new Date("2026-05-06T07:08:09Z");
    await toy.db
      .insert(user)
      .values({ id: "owner", email: "o@x", emailKey: "o@x", roleKey: "restaurant", createdAt, updatedAt: createdAt });
    const rows = await toy.db
      .insert(restaurant)
      .values({ ownerUserId: "owner", name: "New", createdAt, updatedAt: createdAt })
      .returning();
    const [old] = await toOldRows({ ids: createIdMap(toy.db, "toy"), mapping: shops, rows });
    expect(old).toEqual({ id: 2, owner: 2, name: "New", made: "2026-05-06 07:08:09" });
  });
});

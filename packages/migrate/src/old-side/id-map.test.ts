import { DIALECTS, openTestStore } from "@causeway/testing";
import { describe, expect, test } from "vitest";
import { importedId } from "../mapping/imported-id.ts";
import { ToyCrossing } from "../test/toy-system.ts";
import { createIdMap } from "./id-map.ts";

describe.each(DIALECTS)("the id map on %s", (dialect) => {
  test("N06 knows imported rows by their old ids, both ways", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill({ count: 3 });
    await toy.import();
    const ids = createIdMap(toy.db, "toy");
    const second = importedId({ system: "toy", kind: "shops", oldId: "2" });
    expect(await ids.newId("shops", 2)).toBe(second);
    expect(await ids.newId("visits", "visit 2")).toBe(importedId({ system: "toy", kind: "visits", oldId: "visit 2" }));
    expect(await ids.newId("shops", 99)).toBeNull();
    expect(await ids.newId("people", "1; drop table")).toBeNull();
    expect(await ids.oldIds("shops", [second])).toEqual([2]);
  });

  test("gives rows made here the next integers, in the order they are named, and never again", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill({ count: 3 });
    await toy.import();
    const ids = createIdMap(toy.db, "toy");
    const known = importedId({ system: "toy", kind: "shops", oldId: "1" });
    expect(await ids.oldIds("shops", ["b", known, "a", "b"])).toEqual([4, 1, 5, 4]);
    expect(await ids.oldIds("shops", ["a", "c"])).toEqual([5, 6]);
    expect(await ids.newId("shops", 4)).toBe("b");
    expect(await ids.oldIds("shops", [])).toEqual([]);
  });

  test("begins with 1 where nothing was ever imported", async () => {
    await using target = await openTestStore(dialect);
    expect(await createIdMap(target.store.db, "toy").oldIds("shops", ["x"])).toEqual([1]);
  });

  test("gives an old id out once, however many ask at the same time", async () => {
    await using target = await openTestStore(dialect);
    const { db } = target.store;
    const asked = await Promise.all(
      Array.from({ length: 20 }, (_, at) => createIdMap(db, "toy").oldIds("shops", [`own ${at}`, "shared", `other ${at}`])),
    );
    expect(new Set(asked.map(([, shared]) => shared)).size).toBe(1);
    expect(new Set(asked.flat()).size).toBe(41);
    for (const [own, shared, other] of asked) expect([own, other].every((id) => id !== shared)).toBe(true);
  });

  test("takes part in a transaction: what is rolled back was never given out", async () => {
    await using target = await openTestStore(dialect);
    const { db } = target.store;
    const failing = db.transaction(async (tx) => {
      await createIdMap(tx, "toy").oldIds("shops", ["x"]);
      throw new Error("rolled back");
    });
    await expect(failing).rejects.toThrow("rolled back");
    expect(await createIdMap(db, "toy").oldIds("shops", ["y"])).toEqual([1]);
    expect(await createIdMap(db, "toy").newId("shops", 1)).toBe("y");
  });

  test("looks up more rows than one statement takes", async () => {
    await using target = await openTestStore(dialect);
    const names = Array.from({ length: 700 }, (_, at) => `row ${at}`);
    const ids = createIdMap(target.store.db, "toy");
    expect(await ids.oldIds("shops", names)).toEqual(names.map((_, at) => at + 1));
    expect((await ids.records("shops", names)).size).toBe(700);
  });
});

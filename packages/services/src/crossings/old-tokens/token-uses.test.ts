import { createTestApp, DIALECTS } from "@causeway/testing";
import { describe, expect, it } from "vitest";
import { createTokenUses } from "./token-uses.ts";

const use = { system: "toy", kind: "jwt", result: "accepted" } as const;

describe.each(DIALECTS)("uses of old tokens, on %s", (dialect) => {
  it("C14 are added up over processes that write at once", async () => {
    await using app = await createTestApp({ dialect });
    const processes = Array.from({ length: 4 }, () => createTokenUses(app));
    for (const round of [1, 2, 3]) {
      for (const each of processes) {
        each.add(use);
        each.add({ ...use, system: `toy-${round}` });
      }
      await Promise.all(processes.map((each) => each.flush()));
    }
    const rows = await app.db.select().from(app.db.tables.legacyTokenUse);
    expect(rows.map(({ system, count }) => `${system} ${count}`).sort()).toEqual(["toy 12", "toy-1 4", "toy-2 4", "toy-3 4"]);
  });

  it("are kept while the database takes none", async () => {
    await using app = await createTestApp({ dialect });
    let isFull = true;
    const fail = (): never => {
      throw new Error("disk full");
    };
    const working = app.db.insert.bind(app.db);
    const db = Object.defineProperty({ ...app.db }, "insert", { get: () => (isFull ? fail : working) });
    const uses = createTokenUses({ db, clock: app.clock });
    uses.add(use);
    await expect(uses.flush()).rejects.toThrow("disk full");
    uses.add(use);
    isFull = false;
    await uses.flush();
    await uses.flush();
    expect(await app.db.select().from(app.db.tables.legacyTokenUse)).toMatchObject([{ count: 2 }]);
  });
});

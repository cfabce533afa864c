import { chmodSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DIALECTS } from "@causeway/testing";
import { describe, expect, test } from "vitest";
import { ToyCrossing } from "../test/toy-system.ts";

const isRoot = process.getuid?.() === 0;

/** Closes the old database for good: nobody but root may write its file or its folder until the end. */
function seal({ old }: ToyCrossing): Disposable & { folder: string } {
  const folder = dirname(old.name);
  old.close();
  chmodSync(old.name, 0o444);
  chmodSync(folder, 0o555);
  return { folder, [Symbol.dispose]: () => chmodSync(folder, 0o755) };
}

describe.skipIf(isRoot)(`a source in a folder that nobody may write${isRoot ? ": left out, because root may" : ""}`, () => {
  test.each(DIALECTS)("is imported into %s and verified", async (dialect) => {
    await using crossing = (await ToyCrossing.open(dialect)).fill();
    using sealed = seal(crossing);
    expect(() => writeFileSync(join(sealed.folder, "more"), "")).toThrow("EACCES");
    expect((await crossing.import()).tables.map(({ rows, imported }) => [rows, imported])).toEqual(Array(5).fill([10, 10]));
    expect(await crossing.verify()).toMatchObject({ isClean: true, differences: [] });
  });

  test("is refused in one line where it is in WAL mode, although it could be read as one that never changes", async () => {
    await using crossing = (await ToyCrossing.open("sqlite")).fill();
    crossing.old.pragma("journal_mode = wal");
    using _ = seal(crossing);
    await expect(crossing.import()).rejects.toThrow(
      `${crossing.old.name} is in WAL mode, which needs a folder that can be written: copy it into one`,
    );
  });
});

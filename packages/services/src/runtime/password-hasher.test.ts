import { oldBcryptHash } from "@causeway/testing";
import { describe, expect, it } from "vitest";
import { createHashPace } from "./hash-pace.ts";
import { createPasswordHasher } from "./password-hasher.ts";

/** Imported, and dearer than a hash of ours by far; no password is known for it. */
const DEAR = "$2b$11$abcdefghijklmnopqrstuubQy1sWHyJ5FtIyVXAstVmzBBlzz.gcS";

const median = (values: number[]) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

describe("checking passwords", () => {
  it("B05 takes as long for an unknown account as for a wrong password of a slower, imported hash", async () => {
    const passwords = createPasswordHasher({ concurrency: 1 });
    const measure = async (stored: string | null) => {
      const startedAt = performance.now();
      await passwords.verify("wrong", stored);
      return performance.now() - startedAt;
    };
    await measure(DEAR);
    const [known, unknown]: [number[], number[]] = [[], []];
    for (let nth = 0; nth < 5; nth++) {
      known.push(await measure(DEAR));
      unknown.push(await measure(null));
    }
    // Generous, because the machine may be busy: without the wait it is a multiple.
    expect(median(unknown) / median(known)).toBeGreaterThan(0.6);
  });

  it("lets a right password in without the wait", async () => {
    const passwords = createPasswordHasher({ concurrency: 1 });
    const cheap = await oldBcryptHash("right");
    await passwords.verify("wrong", DEAR);
    const startedAt = performance.now();
    await passwords.verify("right", cheap);
    const rightMs = performance.now() - startedAt;
    const wrongAt = performance.now();
    await passwords.verify("wrong", cheap);
    expect(performance.now() - wrongAt).toBeGreaterThan(rightMs * 2);
  });
});

describe("the pace of hashes", () => {
  it("is that of the slowest kind, whose outliers do not count", () => {
    const pace = createHashPace();
    expect(pace.slowestMs()).toBe(0);
    for (const milliseconds of [30, 31, 9000, 29, 32]) pace.met(null, milliseconds);
    expect(pace.slowestMs()).toBe(31);
    pace.met(DEAR, 200);
    expect(pace.slowestMs()).toBe(200);
    for (let nth = 0; nth < 8; nth++) pace.met(DEAR, 250);
    expect(pace.slowestMs()).toBe(250);
  });
});

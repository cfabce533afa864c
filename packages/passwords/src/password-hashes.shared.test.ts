import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkHashCost, identifyHash, verifyPassword } from "./index.ts";

interface Sample {
  scheme: string;
  tool: string;
  /** Null for an unusable password. */
  password: string | null;
  hash: string;
}

const FILE = join(import.meta.dirname, "../../../../shared/legacy/password-hashes.json");
const isThere = existsSync(FILE);
const samples: Sample[] = isThere ? JSON.parse(readFileSync(FILE, "utf8")) : [];
const reason = isThere ? "" : ` (skipped: ${FILE} is missing)`;

describe.skipIf(!isThere)(`hashes made by the old systems' own tools${reason}`, () => {
  it.each(samples.filter(({ password }) => password !== null))("A01 A02 $scheme by $tool: $hash", async ({ password, hash }) => {
    expect(identifyHash(hash)).toMatchObject({ kind: "known" });
    expect(checkHashCost(hash)).toEqual({ ok: true });
    expect(await verifyPassword({ password: password ?? "", hash })).toMatchObject({ ok: true, needsRehash: true });
    expect(await verifyPassword({ password: `x${password}`, hash })).toMatchObject({ ok: false, refused: null });
    expect(identifyHash(hash.slice(0, -1))).toMatchObject({ kind: "truncated" });
  });

  it.each(samples.filter(({ password }) => password === null))("A05 $scheme by $tool: $hash", async ({ hash }) => {
    expect(identifyHash(hash)).toEqual({ kind: "unusable" });
    expect(await verifyPassword({ password: hash, hash })).toMatchObject({ ok: false, refused: "not-a-hash" });
  });

  it("has samples", () => {
    expect(samples.length).toBeGreaterThan(100);
  });
});

import { emailKey } from "@causeway/contract";
import { anonymousContext, createTestApp, oldBcryptHash } from "@causeway/testing";
import { describe, expect, it } from "vitest";
import { signIn } from "./sign-in.ts";

/** What the old systems left behind, of each family: native code, OpenSSL's, and what is computed in slices on the loop. */
const HASHES = [
  (await oldBcryptHash("a right password")).replace("$2a$04", "$2a$10"),
  `pbkdf2_sha256$260000$salt$${"A".repeat(43)}=`,
  `scrypt:32768:8:1$salt$${"a".repeat(128)}`,
  `$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$${"A".repeat(43)}`,
  `$6$salt$${"A".repeat(86)}`,
  `$P$B${"A".repeat(29)}1`,
];

/**
 * How long the event loop was kept at a stretch, in milliseconds of the main thread's own processor time: a machine that is busy
 * with other things changes nothing. Gives the longest but for one in a hundred moments.
 */
function measureLoop() {
  const stretches: number[] = [];
  const startedAt = performance.now();
  let before = process.threadCpuUsage();
  const timer = setInterval(() => {
    const { user, system } = process.threadCpuUsage(before);
    before = process.threadCpuUsage();
    stretches.push((user + system) / 1000);
  }, 1);
  return () => {
    clearInterval(timer);
    const share = (performance.now() - startedAt) / 100;
    let passed = 0;
    return stretches.toSorted((one, other) => other - one).find((stretch) => (passed += stretch) >= share) ?? 0;
  };
}

// On SQLite, whose statements run in this very thread: the harder case.
describe("50 sign-ins at once", () => {
  it("A12 keep the event loop for less than 50 ms at the 99th percentile", { timeout: 120_000 }, async () => {
    await using app = await createTestApp({ hashing: { queue: 100 } });
    const emails = Array.from({ length: 50 }, (_, nth) => `${nth}@test.example`);
    const now = app.clock();
    await app.db.insert(app.db.tables.user).values(
      emails.map((email, nth) => ({
        email,
        emailKey: emailKey(email),
        passwordHash: HASHES[nth % HASHES.length] ?? null,
        roleKey: "restaurant",
        createdAt: now,
        updatedAt: now,
      })),
    );
    // What the first one loads and compiles is not what this is about.
    await signIn(anonymousContext(app.runtime), { email: "nobody@test.example", password: "wrong" }).catch(() => undefined);
    const stop = measureLoop();
    const reasons = await Promise.all(
      emails.map((email) =>
        signIn(anonymousContext(app.runtime), { email, password: "wrong" }).catch((error: { reason: string }) => error.reason),
      ),
    );
    const percentile99 = stop();
    expect(reasons.filter((reason) => reason !== "CREDENTIALS_WRONG")).toEqual([]);
    expect(percentile99).toBeLessThan(50);
  });
});

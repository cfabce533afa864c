import { createTestApp, DIALECTS } from "@causeway/testing";
import { describe, expect, it } from "vitest";
import { openTokenWindows, writeTokenUses } from "./open-token-windows.ts";

const SHORT = "31 characters of an old secret.";
const LONG = `${SHORT}.`;
const toy = (given: { secret?: string; secrets?: Record<string, string>; tokensUntil?: string; tokensExtend?: string }) => ({
  system: "toy",
  title: "Toy",
  tokens: [{ kind: "jwt", framework: "nestjs-passport", user: { kind: "people", field: "sub" } }] as const,
  ...given,
});

describe.each(DIALECTS)("windows for old tokens at a start, on %s", (dialect) => {
  it("C18 end as they were allowed to last: sooner at once, later only when that is asked for", async () => {
    await using app = await createTestApp({ dialect });
    const start = async (given: Parameters<typeof toy>[0]) => {
      await using configured = await createTestApp({ oldTokens: [toy({ secret: LONG, ...given })] });
      await openTokenWindows({ ...app.runtime, tokenWindows: configured.runtime.tokenWindows });
    };
    await start({});
    await start({ tokensUntil: "2026-06-30" });
    await start({ tokensUntil: "2026-06-30" });
    const later = start({ tokensUntil: "2026-07-01" });
    await expect(later).rejects.toThrow(
      /^LEGACY_TOY_TOKENS_UNTIL: 2026-07-01 is later than 2026-06-30.*LEGACY_TOY_TOKENS_EXTEND=2026-07-01/,
    );
    await expect(start({ tokensUntil: "2026-07-01", tokensExtend: "2026-07-02" })).rejects.toThrow("is later than");
    await expect(start({})).rejects.toThrow("LEGACY_TOY_TOKENS_UNTIL: is missing");
    await start({ tokensUntil: "2026-06-30" });

    await start({ tokensUntil: "2026-07-01", tokensExtend: "2026-07-01" });
    await start({ tokensUntil: "2026-07-01" });
    await start({ tokensUntil: "2026-05-31" });
    await expect(start({ tokensUntil: "2026-07-01" })).rejects.toThrow("is later than 2026-05-31");
    const { auditEvent, legacyTokenWindow } = app.db.tables;
    expect(await app.db.select().from(legacyTokenWindow)).toMatchObject([{ system: "toy", until: "2026-05-31" }]);
    const events = await app.db.select().from(auditEvent);
    expect(events.map(({ action, details }) => [action, details?.["before"], details?.["until"]])).toEqual([
      ["legacy-token.set-window", null, "2026-06-30"],
      ["legacy-token.set-window", "2026-06-30", "2026-07-01"],
      ["legacy-token.set-window", "2026-07-01", "2026-05-31"],
    ]);
  });

  it("uses are written at the end, and added to those that were written before", async () => {
    await using app = await createTestApp({ dialect });
    const { tokenUses, logger } = app.runtime;
    const use = { system: "toy", kind: "jwt", result: "accepted" } as const;
    const { legacyTokenUse } = app.db.tables;
    const count = async () =>
      (await app.db.select().from(legacyTokenUse)).map((row) => `${row.day} ${row.result} ${row.count}`).sort();
    {
      await using _ = writeTokenUses(tokenUses, logger);
      for (let i = 0; i < 3; i++) tokenUses.add(use);
      expect(await count()).toEqual([]);
    }
    expect(await count()).toEqual(["2026-03-02 accepted 3"]);
    app.clock.advance(86_400_000);
    tokenUses.add(use);
    tokenUses.add({ ...use, result: "refused" });
    await tokenUses.flush();
    tokenUses.add({ ...use, result: "refused" });
    await Promise.all([tokenUses.flush(), tokenUses.flush()]);
    expect(await count()).toEqual(["2026-03-02 accepted 3", "2026-03-03 accepted 1", "2026-03-03 refused 2"]);
  });
});

describe("warnings at a start", () => {
  const warningsOf = async (given: Parameters<typeof toy>[0]) => {
    await using app = await createTestApp({ oldTokens: [toy(given)] });
    await openTokenWindows(app.runtime);
    return app.logs.filter(({ level }) => level === 40).map(({ msg }) => msg);
  };

  it("C17 name a key under 256 bits, and a window without an end; nothing without a key", async () => {
    expect(await warningsOf({})).toEqual([]);
    expect(await warningsOf({ secret: LONG, tokensUntil: "2026-06-30" })).toEqual([]);
    expect(await warningsOf({ secret: SHORT })).toEqual([
      expect.stringContaining("LEGACY_TOY_SECRET is shorter than 256 bits"),
      expect.stringContaining("LEGACY_TOY_TOKENS_UNTIL is not set"),
    ]);
    expect(await warningsOf({ secrets: { node: LONG, django: SHORT }, tokensUntil: "2026-06-30" })).toEqual([
      expect.stringContaining("LEGACY_TOY_SECRET (django) is shorter than 256 bits"),
    ]);
  });
});

import { existsSync } from "node:fs";
import { join } from "node:path";
import { openStore } from "@causeway/db";
import { parseSource, runImport } from "@causeway/migrate";
import type { RecordedExchange } from "@causeway/rest";
import { createAdmin } from "@causeway/services";
import { anonymousContext, createTestApp, createTestClock, DIALECTS, type TestApp } from "@causeway/testing";
import {
  appTarget,
  byPhase,
  describeDifference,
  readExchanges,
  replay,
  type ReplaySummary,
  summarise,
} from "@causeway/testing/replay";
import { describe, expect, it } from "vitest";
import { momentum } from "../system.ts";

const FOLDER = join(import.meta.dirname, "../../../../../../shared/legacy/momentum");
const SECRET = "recording-only-jwt-key";
const phases = existsSync(FOLDER)
  ? byPhase(await readExchanges(join(FOLDER, "recordings.json")))
  : new Map<string, RecordedExchange[]>();

/** The database that each phase was recorded on. */
const PREPARE: Record<string, (app: TestApp) => Promise<unknown>> = {
  A: ({ runtime }) => createAdmin(anonymousContext(runtime), { email: "admin@example.com", password: "Admin-Pass-0" }),
  async B({ databaseUrl }) {
    await using store = openStore(databaseUrl);
    await using source = await parseSource(`sqlite:${join(FOLDER, "legacy.sqlite")}`);
    await runImport({ system: "momentum", store, source, mappings: momentum.mappings });
  },
};

/** The checklist, the ads and the messages have not crossed yet: what was recorded of them is counted. */
const EXPECTED: Record<string, ReplaySummary> = {
  A: { equal: 142, declared: { "momentum-password-not-text": 2 }, different: 0, notServed: 131 },
  B: { equal: 29, declared: {}, different: 0, notServed: 24 },
};

describe.skipIf(phases.size === 0).each(DIALECTS)("recorded answers of the old server, on %s", (dialect) => {
  it.each([...phases])("O01 phase %s is answered as before, or as declared", async (phase, exchanges) => {
    const clock = createTestClock(new Date(exchanges[0]?.recorded_at ?? 0));
    await using app = await createTestApp({ dialect, clock, environment: { LEGACY_MOMENTUM_SECRET: SECRET } });
    await PREPARE[phase]?.(app);
    const results = await replay({
      exchanges,
      rules: momentum.replay,
      secret: SECRET,
      send: appTarget(app.request, "/legacy/momentum"),
      clock({ recorded_at: at }) {
        clock.advance(Date.parse(at) - clock().getTime());
        return clock();
      },
    });
    const different = results.filter(({ verdict }) => verdict.kind === "different");
    expect(different.map(describeDifference).join("\n\n")).toBe("");
    expect(summarise(results)).toEqual(EXPECTED[phase]);
  });
});

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

async function importOld({ databaseUrl }: TestApp, mappings = momentum.mappings) {
  await using store = openStore(databaseUrl);
  await using source = await parseSource(`sqlite:${join(FOLDER, "legacy.sqlite")}`);
  await runImport({ system: "momentum", store, source, mappings });
}

/** The database that each phase was recorded on. */
const PREPARE: Record<string, (app: TestApp) => Promise<unknown>> = {
  async A(app) {
    await createAdmin(anonymousContext(app.runtime), { email: "admin@example.com", password: "Admin-Pass-0" });
    await importOld(
      app,
      momentum.mappings.filter(({ kind }) => kind === "checklist_categories" || kind === "checklist_items"),
    );
  },
  B: importOld,
};

const OPEN = "checklist,ads,sms";

/** By phase, first with routes left open as they were, then as they are by default. */
const EXPECTED: Record<string, Record<string, ReplaySummary>> = {
  A: {
    open: {
      equal: 272,
      declared: { "momentum-password-not-text": 2, "momentum-sample-addresses": 1 },
      different: 0,
      notServed: 0,
    },
    default: {
      equal: 151,
      declared: {
        "momentum-password-not-text": 2,
        "momentum-sample-addresses": 1,
        "momentum-open-routes": 120,
        "momentum-own-checklist": 1,
      },
      different: 0,
      notServed: 0,
    },
  },
  B: {
    open: { equal: 53, declared: {}, different: 0, notServed: 0 },
    default: { equal: 29, declared: { "momentum-open-routes": 24 }, different: 0, notServed: 0 },
  },
};

describe.skipIf(phases.size === 0).each(DIALECTS)("recorded answers of the old server, on %s", (dialect) => {
  const runs = [...phases].flatMap(([phase, exchanges]) =>
    ["open", "default"].map((routes) => [phase, routes, exchanges] as const),
  );
  it.each(runs)("O01 phase %s with %s routes is answered as before, or as declared", async (phase, routes, exchanges) => {
    const clock = createTestClock(new Date(exchanges[0]?.recorded_at ?? 0));
    const environment = { LEGACY_MOMENTUM_SECRET: SECRET, LEGACY_MOMENTUM_OPEN_ROUTES: routes === "open" ? OPEN : "" };
    await using app = await createTestApp({ dialect, clock, environment });
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
    expect(summarise(results)).toEqual(EXPECTED[phase]?.[routes]);
  });
});

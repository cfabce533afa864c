import type { TokenUseResult, TokenWindow, TokenWindowDay } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq, gte, inArray, max } from "drizzle-orm";
import { lastDays } from "../../restaurants/days.ts";
import { requirePermission } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";
import { isWindowOpen, shortKeysOf, type TokenWindow as Window, windowEnd } from "./token-windows.ts";

const CHART_DAYS = 60;
const DAY_MS = 86_400_000;
/** What shows that somebody still relies on old tokens. Refused ones show only that somebody tried. */
const GENUINE = ["accepted", "exchanged", "closed"] as const;

/** How far each old system's window has run down. Uses of the last minute may be missing: they are written in batches. */
export async function listTokenWindows(ctx: Ctx): Promise<TokenWindow[]> {
  requirePermission(ctx, "crossing:read");
  const windows = [...ctx.tokenWindows.values()].sort((a, b) => (a.system < b.system ? -1 : 1));
  return Promise.all(windows.map((window) => describe(ctx, window)));
}

async function describe(ctx: Ctx, window: Window): Promise<TokenWindow> {
  const now = ctx.clock();
  const { system } = window;
  const end = windowEnd(window);
  const [daily, lastUseDay, exchangedSessions] = await Promise.all([
    listDays(ctx.db, system, lastDays(now, CHART_DAYS)),
    findLastUse(ctx.db, system),
    ctx.db.$count(ctx.db.tables.legacyExchange, eq(ctx.db.tables.legacyExchange.system, system)),
  ]);
  return {
    system,
    title: window.title,
    kinds: window.descriptors.map(({ kind }) => kind),
    hasSecret: window.keys.size > 0,
    isSecretShort: shortKeysOf(window).length > 0,
    isOpen: isWindowOpen(window, now),
    until: window.until,
    daysLeft: end === Infinity ? null : Math.max(0, Math.ceil((end - now.getTime()) / DAY_MS)),
    lastUseDay,
    exchangedSessions,
    daily,
  };
}

async function listDays(db: Db, system: string, days: string[]): Promise<TokenWindowDay[]> {
  const { legacyTokenUse: use } = db.tables;
  const rows = await db
    .select({ day: use.day, result: use.result, count: use.count })
    .from(use)
    .where(and(eq(use.system, system), gte(use.day, days[0] ?? "")));
  return days.map((day) => {
    const ofDay = rows.filter((row) => row.day === day);
    const total = (result: TokenUseResult) => ofDay.reduce((sum, row) => sum + (row.result === result ? row.count : 0), 0);
    const [accepted, exchanged] = [total("accepted"), total("exchanged")];
    return { day, accepted, exchanged, closed: total("closed"), refused: total("refused") };
  });
}

async function findLastUse(db: Db, system: string): Promise<string | null> {
  const { legacyTokenUse: use } = db.tables;
  const [row] = await db
    .select({ day: max(use.day) })
    .from(use)
    .where(and(eq(use.system, system), inArray(use.result, [...GENUINE])));
  return row?.day ?? null;
}

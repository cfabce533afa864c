import { createLegacyApp, fastapi, type LegacyEnv } from "@causeway/rest";
import { Hono } from "hono";
import type { LegacyApiOptions } from "../../legacy-system.ts";
import { createMomentumTools } from "../tools.ts";
import { adRows } from "./ads.ts";
import { authRows } from "./auth.ts";
import { checklistRows } from "./checklist.ts";
import { dashboardRows } from "./dashboard.ts";
import { dialect } from "./dialect.ts";
import { healthRows } from "./health.ts";
import { smsRows } from "./sms.ts";
import { targetRows } from "./target/index.ts";

/** The old API as one table. */
export const momentumRows = [...authRows, ...dashboardRows, ...checklistRows, ...adRows, ...smsRows, ...healthRows];

/** All that the old server had lay below `/api`. */
const isApi = (path: string) => /^\/api(?:\/|$)/i.test(path);
/**
 * The target gave campaigns paths of their own, and kept the others in name only: those are answered as the old server did, and so is
 * the bare path, where neither had anything.
 */
const isTarget = (path: string) => /^\/api\/campaigns\/[^/]/.test(path);

export function createMomentumApi({ runtime, settings, mount }: LegacyApiOptions): Hono<LegacyEnv> {
  const tools = createMomentumTools(runtime, settings);
  const shared = { runtime, tools, mount };
  const api = new Hono<LegacyEnv>();
  api.route("/", createLegacyApp({ ...shared, rows: targetRows, dialect: fastapi(), owns: isTarget }));
  api.route("/", createLegacyApp({ ...shared, rows: momentumRows, dialect, ...(mount === "/" ? { owns: isApi } : {}) }));
  return api;
}

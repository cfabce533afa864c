import { createLegacyApp } from "@causeway/rest";
import type { LegacyApiOptions } from "../../legacy-system.ts";
import { createMomentumTools } from "../tools.ts";
import { authRows } from "./auth.ts";
import { dashboardRows } from "./dashboard.ts";
import { dialect } from "./dialect.ts";
import { healthRows } from "./health.ts";
import { notServedRows } from "./not-served.ts";

/** The old API as one table. */
export const momentumRows = [...authRows, ...dashboardRows, ...healthRows, ...notServedRows];

/** All that the old server had lay below `/api`. */
const owns = (path: string) => /^\/api(?:\/|$)/i.test(path);

export function createMomentumApi({ runtime, settings, mount }: LegacyApiOptions) {
  return createLegacyApp({ rows: momentumRows, dialect, runtime, tools: createMomentumTools(runtime, settings), mount, owns });
}

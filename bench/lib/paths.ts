import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../..");
/** What `pnpm start` runs. */
export const SERVER = join(ROOT, "apps/server/dist/main.js");

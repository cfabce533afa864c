import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "vite";

/** Builds apps/web into its `dist`, which is replaced only when the new one is whole. */
export async function buildWeb(root: string): Promise<void> {
  const web = join(root, "apps/web");
  const unfinished = join(web, `dist.${process.pid}.tmp`);
  try {
    await build({ root: web, logLevel: "warn", build: { outDir: unfinished, emptyOutDir: true } });
    await rm(join(web, "dist"), { recursive: true, force: true });
    await rename(unfinished, join(web, "dist"));
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

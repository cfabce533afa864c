import { existsSync } from "node:fs";
import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import type { HttpEnv } from "./env.ts";

/** The built web app; any page address gives the page, which finds its way itself. */
export function serveWeb(folder: string): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  if (!existsSync(join(folder, "index.html"))) {
    return app.get("/", (c) => c.text("Causeway is running. The web app is not built yet: run pnpm start, or pnpm dev.\n"));
  }
  // File names under assets/ carry a hash of their content.
  app.use("/assets/*", async (c, next) => {
    await next();
    if (c.res.ok) c.res.headers.set("cache-control", "public, max-age=31536000, immutable");
  });
  app.use("*", serveStatic({ root: folder, precompressed: true }));
  app.get("*", async (c, next) => {
    const isPage = c.req.header("accept")?.includes("text/html") === true && !c.req.path.startsWith("/assets/");
    if (!isPage) return next();
    c.header("cache-control", "no-cache");
    return serveStatic<HttpEnv>({ path: "index.html", root: folder, precompressed: true })(c, next);
  });
  return app;
}

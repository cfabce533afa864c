import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Hono } from "hono";
import { etag } from "hono/etag";
import type { RestEnv } from "../env.ts";

const HERE = import.meta.dirname;
const require = createRequire(import.meta.url);
const SWAGGER_UI = dirname(require.resolve("swagger-ui-dist/package.json"));

/** Every file of the page, by its name under `/docs/`. Nothing else is ever read. */
const FILES = new Map([
  ["index.html", { folder: HERE, type: "text/html; charset=utf-8" }],
  ["docs.css", { folder: HERE, type: "text/css; charset=utf-8" }],
  ["docs.js", { folder: HERE, type: "text/javascript; charset=utf-8" }],
  ["swagger-ui.css", { folder: SWAGGER_UI, type: "text/css; charset=utf-8" }],
  ["swagger-ui-bundle.js", { folder: SWAGGER_UI, type: "text/javascript; charset=utf-8" }],
  ["favicon-32x32.png", { folder: SWAGGER_UI, type: "image/png" }],
]);

/** `/docs`: Swagger UI over `/openapi.json`, every file from this server and no inline script. */
export function serveDocs<TEnv extends RestEnv>(): Hono<TEnv> {
  const app = new Hono<TEnv>();
  app.use("/docs/*", etag());
  for (const path of ["/docs", "/docs/"]) app.get(path, async () => answerFile("index.html"));
  for (const name of FILES.keys()) app.get(`/docs/${name}`, async () => answerFile(name));
  return app;
}

async function answerFile(name: string): Promise<Response> {
  const { folder, type } = FILES.get(name) ?? { folder: HERE, type: "text/plain" };
  return new Response(await readFile(join(folder, name)), { headers: { "content-type": type, "cache-control": "no-cache" } });
}

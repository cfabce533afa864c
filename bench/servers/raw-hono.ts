import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { jwt } from "hono/jwt";
import { openOldTable } from "./statement.ts";

/** What one writes by hand: Hono, its own token check, one prepared statement. */
const list = openOldTable();
const app = new Hono()
  .use(jwt({ secret: process.env["PLAIN_SECRET"] ?? "", alg: "HS256" }))
  .get("/campaigns", (c) => c.json(list()));
serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) => process.stdout.write(`http://127.0.0.1:${port}\n`));
process.once("SIGTERM", () => process.exit(0));

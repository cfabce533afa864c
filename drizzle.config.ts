import { defineConfig } from "drizzle-kit";
import { parseDatabaseUrl } from "./packages/db/src/url.ts";

const location = parseDatabaseUrl(process.env["DATABASE_URL"] ?? "file:./data/causeway.db");

/** The dialect follows DATABASE_URL; each has its own folder of migrations. */
export default location.dialect === "sqlite"
  ? defineConfig({
      dialect: "sqlite",
      schema: "./packages/db/src/tables/sqlite.ts",
      out: "./packages/db/migrations/sqlite",
      dbCredentials: { url: location.path },
    })
  : defineConfig({
      dialect: "postgresql",
      schema: "./packages/db/src/tables/pg.ts",
      out: "./packages/db/migrations/postgres",
      dbCredentials: { url: location.url },
    });

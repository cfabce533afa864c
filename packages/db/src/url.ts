import { fileURLToPath } from "node:url";

export type DatabaseLocation = { dialect: "sqlite"; path: string } | { dialect: "postgres"; url: string };

/** Reads a `DATABASE_URL`: `file:PATH` (relative to the current folder) or `postgres://…`. Throws with what is allowed. */
export function parseDatabaseUrl(url: string): DatabaseLocation {
  if (/^postgres(ql)?:\/\//.test(url)) {
    if (!URL.canParse(url)) throw new Error("is not a valid postgres:// address");
    return { dialect: "postgres", url };
  }
  if (url.startsWith("file://")) return { dialect: "sqlite", path: fileURLToPath(url) };
  if (url.startsWith("file:") && url.length > 5) return { dialect: "sqlite", path: url.slice(5) };
  throw new Error("must start with file: (SQLite, such as file:./data/causeway.db) or postgres://");
}

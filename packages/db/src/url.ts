import { fileURLToPath } from "node:url";

export type DatabaseLocation = { dialect: "sqlite"; path: string } | { dialect: "postgres"; url: string };

/** Reads a `DATABASE_URL`: `file:PATH` (relative to the current folder) or `postgres://…`. Throws with what is allowed. */
export function parseDatabaseUrl(url: string): DatabaseLocation {
  if (/^postgres(ql)?:\/\//.test(url)) {
    if (!URL.canParse(url)) throw new Error("is not a valid postgres:// address");
    return { dialect: "postgres", url };
  }
  if (!url.startsWith("file:") || url === "file:" || url === "file://") {
    throw new Error("must start with file: (SQLite, such as file:./data/causeway.db) or postgres://");
  }
  const path = url.startsWith("file://") ? readFileUrl(url) : url.slice("file:".length);
  // Every connection to it would have a database of its own.
  if (path === ":memory:") throw new Error("must name a file: SQLite in memory is not supported");
  return { dialect: "sqlite", path };
}

function readFileUrl(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    throw new Error("is not a valid file:// address: write file:PATH, or three slashes before an absolute path");
  }
}

import { AppError } from "@causeway/contract";
import { ImportConflictError, SourceError } from "@causeway/migrate";
import { CommanderError } from "commander";
import { CliError } from "./cli-error.ts";

/** Driver codes of both databases and of the network, by what an operator can do about them. */
const BY_CODE: Record<string, string> = {
  ECONNREFUSED: "the database does not answer: is it running, and is the address in DATABASE_URL right?",
  ENOTFOUND: "the database's host name in DATABASE_URL is not known",
  EAI_AGAIN: "the database's host name in DATABASE_URL cannot be looked up now",
  ETIMEDOUT: "the database does not answer in time",
  ECONNRESET: "the connection to the database was lost; run the command again",
  "28P01": "the database refuses the user name or password in DATABASE_URL",
  "28000": "the database refuses the user in DATABASE_URL",
  "3D000": "the database named in DATABASE_URL does not exist",
  "25006": "the database is read-only: is DATABASE_URL the address of a replica?",
  "42501": "the user in DATABASE_URL may not do this in the database",
  "53100": "the disk of the database is full; make room and run the command again, it goes on where it stopped",
  SQLITE_FULL: "the disk of the database is full; make room and run the command again, it goes on where it stopped",
  SQLITE_NOTADB: "the file in DATABASE_URL is no SQLite database",
  SQLITE_CANTOPEN: "the file in DATABASE_URL cannot be opened",
  SQLITE_READONLY: "the file in DATABASE_URL cannot be written",
  SQLITE_CORRUPT: "the database in DATABASE_URL is damaged",
  SQLITE_IOERR: "the file in DATABASE_URL cannot be read or written",
  SQLITE_BUSY: "another program holds the database; stop it or try again",
  ENOSPC: "the disk is full; make room and run the command again, it goes on where it stopped",
  EACCES: "a file or folder cannot be written: permission denied",
  EROFS: "a file or folder cannot be written: read-only file system",
  ENOTDIR: "the folder in DATABASE_URL is no folder",
  EEXIST: "the folder in DATABASE_URL is no folder",
};

/** The errors behind an error, outermost first. */
function* causes(error: unknown): Generator<unknown> {
  let current = error;
  for (let depth = 0; depth < 10 && current !== undefined; depth++) {
    yield current;
    // Connecting to a name with several addresses fails with one error for each.
    const inner: unknown = current instanceof AggregateError ? current.errors[0] : undefined;
    current = inner ?? (current instanceof Error ? current.cause : undefined);
  }
}

function textOfCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return undefined;
  const family = error.code.split("_").slice(0, 2).join("_");
  return BY_CODE[error.code] ?? BY_CODE[family];
}

/** One line that says why a command could not run. */
export function explainError(error: unknown): string {
  const chain = [...causes(error)];
  const own = chain.find(
    (cause) =>
      cause instanceof CliError ||
      cause instanceof SourceError ||
      cause instanceof ImportConflictError ||
      cause instanceof CommanderError,
  );
  if (own instanceof Error) return firstLine(own.message.replace(/^error: /, ""));
  if (chain.some((cause) => cause instanceof Error && cause.name === "AbortError")) {
    return "stopped; run the same command again to go on";
  }
  const known = chain.map(textOfCode).find((text) => text !== undefined);
  if (known !== undefined) return known;
  const app = chain.find((cause) => cause instanceof AppError);
  if (app) return firstLine(app.message);
  const innermost = chain.at(-1);
  return `unexpected: ${firstLine(innermost instanceof Error ? innermost.message : String(innermost))}`;
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}

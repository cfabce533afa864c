import { AppError } from "@causeway/contract";
import Database from "better-sqlite3";
import { rootCause } from "./root-cause.ts";

type Violation = "unique" | "foreign-key" | "not-null" | "check" | "value";

const POSTGRES: Record<string, Violation> = {
  "23505": "unique",
  "23503": "foreign-key",
  "23502": "not-null",
  "23514": "check",
  "22021": "value",
  "22003": "value",
  "22001": "value",
  // Too long for an index.
  "54000": "value",
};
const SQLITE: Record<string, Violation> = {
  SQLITE_CONSTRAINT_UNIQUE: "unique",
  SQLITE_CONSTRAINT_PRIMARYKEY: "unique",
  SQLITE_CONSTRAINT_FOREIGNKEY: "foreign-key",
  SQLITE_CONSTRAINT_NOTNULL: "not-null",
  SQLITE_CONSTRAINT_CHECK: "check",
  SQLITE_CONSTRAINT_DATATYPE: "value",
  SQLITE_TOOBIG: "value",
};

const ANSWERS = {
  unique: { code: "CONFLICT", reason: "ROW_CONFLICT", message: "Something with these values already exists." },
  "foreign-key": {
    code: "CONFLICT",
    reason: "REFERENCE_MISSING",
    message: "This refers to something that does not exist (any more).",
  },
  "not-null": { code: "BAD_REQUEST", reason: "VALUE_REFUSED", message: "A required value is missing." },
  check: { code: "BAD_REQUEST", reason: "VALUE_REFUSED", message: "A value is outside what is allowed." },
  value: { code: "BAD_REQUEST", reason: "VALUE_REFUSED", message: "A value cannot be stored." },
} as const satisfies Record<Violation, { code: string; reason: string; message: string }>;

/** The database is out of disk, or takes no writes. */
const STORAGE = new Set(["SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN", "53100", "25006"]);
/** The database is there but cannot serve this now: too busy, shutting down, connection lost, out of attempts. */
const BUSY = new Set([
  "SQLITE_BUSY",
  "40001",
  "40P01",
  "53300",
  "57P01",
  "57P02",
  "57P03",
  "08000",
  "08003",
  "08006",
  "ECONNREFUSED",
  "ECONNRESET",
]);

/** What pg says, without a code, when it has no connection. */
const CONNECTION_FAILURES = new Set([
  "Connection terminated",
  "Connection terminated unexpectedly",
  "Connection terminated due to connection timeout",
  "timeout exceeded when trying to connect",
  "Client has encountered a connection error and is not queryable",
]);

function driverCode(cause: unknown): string | undefined {
  if (cause instanceof Database.SqliteError) return cause.code;
  if (cause instanceof Error && CONNECTION_FAILURES.has(cause.message)) return "08006";
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
}

/**
 * Both databases' failures as one `AppError`: broken constraints, refused values, a full disk, a busy or absent server.
 * Any other error comes back as it is.
 */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const cause = rootCause(error);
  // A value that the data layer refused before the statement ran.
  if (cause instanceof AppError) return cause;
  const code = driverCode(cause);
  if (code === undefined) return error;
  const violation = POSTGRES[code] ?? SQLITE[code];
  if (violation) return new AppError({ ...ANSWERS[violation], cause: error });
  const family = code.split("_").slice(0, 2).join("_");
  if (STORAGE.has(family) || STORAGE.has(code)) {
    return new AppError({
      code: "UNAVAILABLE",
      reason: "STORAGE_FULL",
      message: "The server cannot store anything at the moment. Nothing was changed.",
      cause: error,
    });
  }
  if (BUSY.has(family) || BUSY.has(code)) {
    return new AppError({
      code: "UNAVAILABLE",
      reason: "TOO_BUSY",
      message: "The server is busy. Please try again in a moment.",
      details: { retryAfterSeconds: 1 },
      cause: error,
    });
  }
  return error;
}

/** True when `error` is a broken unique constraint: somebody else was first. */
export function isUniqueViolation(error: unknown): boolean {
  const translated = translateDatabaseError(error);
  return translated instanceof AppError && translated.reason === "ROW_CONFLICT";
}

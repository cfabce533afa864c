import { AppError, ERROR_KINDS } from "@causeway/contract";
import type { Runtime } from "@causeway/services";
import { TRPCError } from "@trpc/server";
import type { Dialect } from "./dialect.ts";
import { LegacyRefusal, type LegacyReply } from "./reply.ts";
import type { LegacyRow } from "./row.ts";

/** The error that a service threw, also when a procedure has wrapped it; null for anything else. */
export function appErrorOf(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  return error instanceof TRPCError && error.cause instanceof AppError ? error.cause : null;
}

/** The old answer to whatever was thrown while a request was answered; `row` once it is known. */
export function replyToFailure<TTools>(
  error: unknown,
  at: { row: LegacyRow<TTools> | undefined; dialect: Dialect; runtime: Runtime; requestId: string },
): LegacyReply {
  if (error instanceof LegacyRefusal) return error.reply;
  const { row, dialect, runtime, requestId } = at;
  const known = appErrorOf(error);
  const foreseen = known && row?.refusals[known.reason];
  if (foreseen) return foreseen;
  // Procedures have logged their own failures.
  if (!known && !(error instanceof TRPCError)) runtime.logger.error({ err: error, requestId }, "old API request failed");
  // An old server was never too busy by its own account: clients are told when to come back, whatever the route.
  const isPassing = known !== null && ERROR_KINDS[known.code].retry;
  return (isPassing ? undefined : row?.failed) ?? dialect.failed(error);
}

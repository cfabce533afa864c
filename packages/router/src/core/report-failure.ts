import { AppError, ERROR_KINDS } from "@causeway/contract";
import type { TRPCError } from "@trpc/server";
import type { RouterContext } from "./context.ts";
import { describeError, toTRPCError } from "./errors.ts";

interface Call {
  ctx: RouterContext;
  path: string;
  type: string;
}

function levelOf(error: TRPCError): "info" | "warn" | "error" {
  if (error.cause instanceof AppError) return ERROR_KINDS[error.cause.code].log;
  return error.code === "INTERNAL_SERVER_ERROR" ? "error" : "info";
}

/** Who called, for the log: whoever acts for somebody is named beside them. */
function callerOf({ principal }: RouterContext) {
  if (principal.kind === "anonymous") return {};
  if (principal.kind === "service") return { service: principal.name };
  const { userId, impersonatorUserId } = principal;
  return { userId, ...(impersonatorUserId === null ? {} : { impersonatorUserId }) };
}

/** The error that leaves, logged once; with its cause if nobody foresaw it. */
export function reportFailure({ ctx, path, type }: Call, thrown: unknown): TRPCError {
  const error = toTRPCError(thrown);
  const level = levelOf(error);
  const err = level === "error" ? (error.cause ?? error) : undefined;
  const { reason } = describeError(error);
  ctx.logger[level]({ err, reason, requestId: ctx.requestId, ...callerOf(ctx), path, type }, "procedure failed");
  return error;
}

export function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

/** The same stream; what goes wrong within it leaves as a failed call would. */
export async function* reportingStream(call: Call, stream: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  try {
    yield* stream;
  } catch (error) {
    throw reportFailure(call, error);
  }
}

import { AppError, ERROR_KINDS, INTERNAL_MESSAGE } from "@causeway/contract";
import { translateDatabaseError } from "@causeway/services";
import { TRPCError, type TRPCDefaultErrorShape } from "@trpc/server";
import { ZodError } from "zod";

/** One broken rule of the input: where, and what is wrong. */
export interface InputIssue {
  path: string;
  message: string;
}

/** What a client learns of a failure. Named, so that declarations refer to it instead of repeating it per procedure. */
export interface ErrorShape extends TRPCDefaultErrorShape {
  data: TRPCDefaultErrorShape["data"] & {
    /** The stable word programs compare; `INVALID_INPUT` comes with `issues`. */
    reason: string;
    requestId: string | null;
    details: Record<string, unknown> | null;
    issues: InputIssue[] | null;
  };
}

/** Whatever was thrown, as the error that leaves: AppErrors keep their kind, anything else is internal. */
export function toTRPCError(error: unknown): TRPCError {
  const isOurs = error instanceof TRPCError && error.cause instanceof AppError;
  if (error instanceof TRPCError && error.code !== "INTERNAL_SERVER_ERROR" && !isOurs) return error;
  const thrown = translateDatabaseError(error instanceof TRPCError ? (error.cause ?? error) : error);
  if (thrown instanceof AppError) {
    return new TRPCError({ code: ERROR_KINDS[thrown.code].trpc, message: thrown.message, cause: thrown });
  }
  return new TRPCError({ code: "INTERNAL_SERVER_ERROR", message: INTERNAL_MESSAGE, cause: thrown });
}

/** The issues of an input that did not fit its schema. */
function inputIssues(error: TRPCError): InputIssue[] | null {
  if (!(error.cause instanceof ZodError)) return null;
  return error.cause.issues.map((issue) => ({ path: issue.path.map(String).join("."), message: issue.message }));
}

/** Reason, details and issues of an error that leaves through any door. Nothing of an unforeseen one is told. */
export function describeError(error: TRPCError): Pick<ErrorShape["data"], "reason" | "details" | "issues"> & { message: string } {
  if (error.cause instanceof AppError) {
    return { reason: error.cause.reason, details: error.cause.details ?? null, issues: null, message: error.cause.message };
  }
  if (error.code === "INTERNAL_SERVER_ERROR") return { reason: "INTERNAL", details: null, issues: null, message: INTERNAL_MESSAGE };
  const issues = inputIssues(error);
  if (issues) return { reason: "INVALID_INPUT", details: null, issues, message: "Some values are not right." };
  return { reason: error.code, details: null, issues: null, message: error.message };
}

import type { Permission } from "@causeway/contract";
import { type ProcedureLimit, requirePermission, requireUser } from "@causeway/services";
import { initTRPC, TRPCError } from "@trpc/server";
import type { RouterContext } from "./context.ts";
import { describeError, type ErrorShape } from "./errors.ts";
import { isAsyncIterable, reportFailure, reportingStream } from "./report-failure.ts";
import { transformer } from "./transformer.ts";

/** What is known of a procedure without calling it. */
export interface ProcedureMeta {
  /** Set by the base procedure, together with the check itself. */
  access?: "public" | "signed-in" | "in-process" | Permission;
  /** One sentence for the API's documentation. */
  summary?: string;
  /** The output is an `ExportPart`; over REST all parts leave as one file of this name. */
  download?: string;
  /** What a call is charged to beside the limit of all calls. */
  limit?: ProcedureLimit;
}

const t = initTRPC
  .context<RouterContext>()
  .meta<ProcedureMeta>()
  .create({
    transformer,
    // A stream ends now and then, so that its client comes back with credentials that are looked at again.
    sse: { maxDurationMs: 5 * 60_000, ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
    errorFormatter({ shape, error, ctx }): ErrorShape {
      const { message, ...told } = describeError(error);
      const { stack: _, ...data } = shape.data;
      return { ...shape, message, data: { ...data, ...told, requestId: ctx?.requestId ?? null } };
    },
  });

export const { router, mergeRouters, createCallerFactory } = t;

/** The only place where failures become tRPC's: those of the call, and those of a stream that has begun. */
const failures = t.middleware(async ({ ctx, next, path, type }) => {
  const call = { ctx, path, type };
  const result = await next();
  if (!result.ok) throw reportFailure(call, result.error);
  return isAsyncIterable(result.data) ? { ...result, data: reportingStream(call, result.data) } : result;
});

/** Before anything is looked at: a refused call must cost next to nothing. */
const limits = t.middleware(async ({ ctx, meta, next }) => {
  if (meta?.limit !== undefined) await ctx.charge?.(meta.limit);
  return next();
});

const base = t.procedure.use(failures).use(limits);

/** For everybody. */
export const publicProcedure = base.meta({ access: "public" });

/** For signed-in people. */
export const signedInProcedure = base.meta({ access: "signed-in" }).use(({ ctx, next }) => {
  requireUser(ctx);
  return next();
});

/** For whoever holds the permission. Which rows they may touch is the verb's to decide. */
export function permissionProcedure(permission: Permission) {
  return base.meta({ access: permission }).use(({ ctx, next }) => {
    requirePermission(ctx, permission);
    return next();
  });
}

/** For code in this process only: the old APIs. To everybody else it does not exist. */
export const inProcessProcedure = base.meta({ access: "in-process" }).use(({ ctx, next, path }) => {
  if (ctx.door !== "in-process") throw new TRPCError({ code: "NOT_FOUND", message: `No procedure found on path "${path}"` });
  return next();
});

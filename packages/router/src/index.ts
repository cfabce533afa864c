export { type AppRouter, appRouter, type Caller, createCaller } from "./app-router.ts";
export type { Door, RouterContext, TokenCookies } from "./core/context.ts";
export { describeError, type ErrorShape, type InputIssue, toTRPCError } from "./core/errors.ts";
export { streamItem, streamOf } from "./core/stream-of.ts";
export type { ProcedureMeta } from "./core/trpc.ts";

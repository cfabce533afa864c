import { STATUS_CODES } from "node:http";
import { describeError, toTRPCError } from "@causeway/router";
import type { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { z } from "zod";
import type { RequestIdSource } from "./env.ts";

/** A failure as `application/problem+json` (RFC 9457): `reason` is what programs compare, `detail` what people read. */
export const Problem = z.object({
  type: z.literal("about:blank"),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  /** The request id as a URN; the log has more under it. */
  instance: z.string(),
  reason: z.string(),
  /** With `INVALID_INPUT`: where the input is wrong. */
  issues: z.array(z.object({ path: z.string(), message: z.string() })).nullable(),
  /** Facts that belong to the reason. */
  details: z.record(z.string(), z.unknown()).nullable(),
});
export type Problem = z.infer<typeof Problem>;

/** What RFC 9457, section 4.2.1 wants as `title` where `type` is `about:blank`. */
export function titleOf(status: number): string {
  return STATUS_CODES[status] ?? "Error";
}

export function describeProblem(error: TRPCError, requestId: string): Problem {
  const status = getHTTPStatusCodeFromError(error);
  const { message, reason, issues, details } = describeError(error);
  return {
    type: "about:blank",
    title: titleOf(status),
    status,
    detail: message,
    instance: `urn:request:${requestId}`,
    reason,
    issues,
    details,
  };
}

/** Any failure, ours or not, as the answer; of an unforeseen one nothing is told. `Retry-After` comes from `details.retryAfterSeconds`. */
export function renderProblem(c: RequestIdSource, thrown: unknown): Response {
  const problem = describeProblem(toTRPCError(thrown), c.get("facts").requestId);
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  const retryAfter = problem.details?.["retryAfterSeconds"];
  if (typeof retryAfter === "number") headers.set("retry-after", String(Math.max(0, Math.ceil(retryAfter))));
  // RFC 9110, section 11.6.1: a 401 names the way to sign in.
  if (problem.status === 401) headers.set("www-authenticate", "Bearer");
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

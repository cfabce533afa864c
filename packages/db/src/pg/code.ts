import { rootCause } from "../root-cause.ts";

/** The SQLSTATE of a Postgres error (appendix A of its manual), also when a query builder has wrapped it. */
export function postgresCode(error: unknown): string | undefined {
  const cause = rootCause(error);
  return cause instanceof Error && "severity" in cause && "code" in cause && typeof cause.code === "string"
    ? cause.code
    : undefined;
}

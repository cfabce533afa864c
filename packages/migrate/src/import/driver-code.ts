/** The code of the innermost cause of a database error, as its driver gives it; empty text for anything else. */
export function driverCode(error: unknown): string {
  let cause = error;
  for (let depth = 0; depth < 10 && cause instanceof Error && cause.cause !== undefined; depth++) cause = cause.cause;
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "";
}

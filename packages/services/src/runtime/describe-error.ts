const MAX_CAUSES = 5;

/** An error's message without the values of a statement, which the query builder puts behind it. */
export function safeMessage(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\nparams: ")[0] ?? "";
}

/** The lines of a stack that say where; what stands before them is the message again. */
function places(stack: string | undefined): string {
  return stack?.slice(Math.max(0, stack.search(/^ {4}at /m))).trim() ?? "";
}

export interface DescribedError {
  type: string;
  message: string;
  stack: string;
  code?: unknown;
  reason?: unknown;
  cause?: unknown;
}

/** What a log shows of an error and its causes: named fields only, because libraries hang requests and values on theirs. */
export function describeError(error: Error, depth = 0): DescribedError {
  const { code, reason } = { code: undefined, reason: undefined, ...error };
  const cause = error.cause instanceof Error && depth < MAX_CAUSES ? describeError(error.cause, depth + 1) : undefined;
  return {
    type: error.name,
    message: safeMessage(error),
    stack: places(error.stack),
    ...(code === undefined ? {} : { code }),
    ...(reason === undefined ? {} : { reason }),
    ...(cause === undefined ? {} : { cause }),
  };
}

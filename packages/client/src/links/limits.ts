import { isNonJsonSerializable, type TRPCLink } from "@trpc/client";
import type { AppRouter } from "../server-types.ts";
import { withDeadline } from "../wait.ts";
import { withFacts } from "./call-facts.ts";
import { callLink } from "./call-link.ts";

export interface Limits {
  timeoutMs: number;
  deadline: () => Date | undefined;
  requestId: () => string | undefined;
}

/** How long files may be on their way, in milliseconds: the largest over a slow line. */
const UPLOAD_MS = 15 * 60_000;

/** The first link: ends a call at its deadline or when it is aborted, even where others of its batch go on. */
export function limitsLink({ timeoutMs, deadline, requestId }: Limits): TRPCLink<AppRouter> {
  return callLink((op, send) => {
    const patience = isNonJsonSerializable(op.input) ? Math.max(timeoutMs, UPLOAD_MS) : timeoutMs;
    const expiresAt = Math.min(Date.now() + patience, deadline()?.getTime() ?? Infinity);
    const known = withFacts(op, { expiresAt, requestId: requestId() });
    return withDeadline({ expiresAt, signal: op.signal }, (signal) => send({ ...known, signal }));
  });
}

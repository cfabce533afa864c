import type { Operation } from "@trpc/client";
import type { Session } from "../auth/session.ts";
import { factsOf } from "./call-facts.ts";

/** Who calls, and under which request id. */
export function headersOf(op: Operation, session: Session | undefined): Record<string, string> {
  const { requestId } = factsOf(op);
  return { ...session?.headers(), ...(requestId === undefined ? {} : { "x-request-id": requestId }) };
}

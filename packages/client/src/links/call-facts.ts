import type { Operation } from "@trpc/client";

/** What the first link finds out about a call, for the links after it. */
export interface CallFacts {
  /** When the caller stops waiting, in milliseconds since 1970. */
  expiresAt: number;
  requestId: string | undefined;
}

const facts = new WeakMap<object, CallFacts>();

/** The same call with its facts. They belong to the context, which every link passes on. */
export function withFacts(op: Operation, known: CallFacts): Operation {
  const context = { ...op.context };
  facts.set(context, known);
  return { ...op, context };
}

export function factsOf(op: Operation): CallFacts {
  return facts.get(op.context) ?? { expiresAt: Infinity, requestId: undefined };
}

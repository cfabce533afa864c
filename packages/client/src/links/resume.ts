import type { Operation, TRPCLink } from "@trpc/client";
import { observable, type Unsubscribable } from "@trpc/server/observable";
import type { Session } from "../auth/session.ts";
import type { CausewayError } from "../errors.ts";
import { retryDelay } from "../retry-delay.ts";
import type { AppRouter } from "../server-types.ts";
import { toCausewayError } from "../to-causeway-error.ts";
import { wait } from "../wait.ts";
import { withFacts } from "./call-facts.ts";
import type { Answer } from "./call-link.ts";

/** Failures in a row, without anything received in between, after which a subscription ends. */
const MAX_FAILURES = 6;

export interface ResumeOptions {
  session: Session;
  requestId: () => string | undefined;
}

/** The same subscription from where it broke off, for procedures that number their events (`tracked`). */
function resumed(op: Operation, lastEventId: string | undefined): Operation {
  if (lastEventId === undefined) return op;
  return { ...op, input: { ...(op.input as object | undefined), lastEventId } };
}

/** Whether to connect once more, and when. Resolves to false when the error is the end. */
function createPatience({ session, signal }: { session: Session; signal: AbortSignal }) {
  let failures = 0;
  let hasRenewed = false;
  return {
    isSpent: () => failures++ >= MAX_FAILURES,
    renewed() {
      failures = 0;
      hasRenewed = false;
    },
    async allows(error: CausewayError, { seen, onWait }: { seen: number; onWait: () => void }): Promise<boolean> {
      await session.settled();
      if (!hasRenewed && (await session.recover(error, seen))) {
        hasRenewed = true;
        return true;
      }
      session.giveUp(error);
      const delay = retryDelay(error, failures);
      if (delay === null || this.isSpent()) return false;
      onWait();
      await wait(delay, signal);
      return true;
    },
  };
}

/** With the client's own error in a change of the connection's state. */
function translated(envelope: Answer): { envelope: Answer; failure: CausewayError | null; isData: boolean } {
  const { result } = envelope;
  if (!("type" in result) || result.type === "data") return { envelope, failure: null, isData: true };
  if (result.type !== "state" || result.state !== "connecting" || !result.error) return { envelope, failure: null, isData: false };
  const failure = toCausewayError(result.error);
  return { envelope: { ...envelope, result: { ...result, error: failure } }, failure, isData: false };
}

/**
 * Keeps a subscription going where an EventSource gives up: renews a session that is over, and comes back after a server
 * or proxy that answered with an error for a while. Ends it where an EventSource would come back for ever to a failure.
 */
export function resumeLink({ session, requestId }: ResumeOptions): TRPCLink<AppRouter> {
  return () =>
    ({ op: given, next }) =>
      observable((observer) => {
        const op = withFacts(given, { expiresAt: Infinity, requestId: requestId() });
        const ended = new AbortController();
        const signal = op.signal ? AbortSignal.any([op.signal, ended.signal]) : ended.signal;
        const patience = createPatience({ session, signal });
        let stream: Unsubscribable | undefined;
        let lastEventId: string | undefined;

        const receive = (received: Answer, seen: number) => {
          const { envelope, failure, isData } = translated(received);
          if (failure?.shape && patience.isSpent()) return observer.error(failure);
          if (isData) {
            patience.renewed();
            session.confirm(seen);
            if ("id" in envelope.result && envelope.result.id !== undefined) lastEventId = String(envelope.result.id);
          }
          observer.next(envelope);
        };

        const connect = async (): Promise<void> => {
          await session.prepare();
          if (signal.aborted) return observer.complete();
          const seen = session.generation;
          stream = next(resumed(op, lastEventId)).subscribe({
            next: (envelope) => receive(envelope, seen),
            error: (thrown) => void recover(toCausewayError(thrown), seen),
            complete: () => observer.complete(),
          });
        };

        const recover = async (error: CausewayError, seen: number): Promise<void> => {
          const onWait = () => observer.next({ result: { type: "state", state: "connecting", error } });
          try {
            if (await patience.allows(error, { seen, onWait })) await connect();
            else observer.error(error);
          } catch (failure) {
            if (signal.aborted) observer.complete();
            else await recover(toCausewayError(failure), session.generation);
          }
        };

        connect().catch((failure: unknown) => recover(toCausewayError(failure), session.generation));
        return () => {
          ended.abort();
          stream?.unsubscribe();
        };
      });
}

import type { Operation, OperationResultEnvelope, TRPCClientError, TRPCLink } from "@trpc/client";
import { observable, observableToPromise } from "@trpc/server/observable";
import { CausewayError } from "../errors.ts";
import type { AppRouter } from "../server-types.ts";
import { clientFailed, toCausewayError } from "../to-causeway-error.ts";

export type Answer = OperationResultEnvelope<unknown, TRPCClientError<AppRouter>>;
/** Passes a call on to the links after this one; rejects with a `CausewayError`. */
export type Send = (op: Operation) => Promise<Answer>;

/** A link for queries and mutations, written as an async function: they have one answer each. */
export function callLink(handle: (op: Operation, send: Send) => Promise<Answer>): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        const send: Send = async (given) => {
          try {
            return await observableToPromise(next(given));
          } catch (error) {
            throw toCausewayError(error);
          }
        };
        handle(op, send).then(
          (answer) => {
            observer.next(answer);
            observer.complete();
          },
          (error: unknown) =>
            observer.error(error instanceof CausewayError ? error : clientFailed("The request could not be made.", error)),
        );
      });
}

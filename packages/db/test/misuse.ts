import { TransactionMisuseError } from "../src/transactions.ts";

/** The message of the misuse that `attempt` fails with; a query builder may have wrapped it. */
export async function misuseOf(attempt: Promise<unknown>): Promise<string> {
  let error: unknown = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  while (error instanceof Error && !(error instanceof TransactionMisuseError)) error = error.cause;
  return error instanceof TransactionMisuseError ? error.message : `no misuse, but ${String(error)}`;
}

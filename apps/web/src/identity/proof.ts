import { isCausewayError } from "@causeway/client";
import { createStore } from "../lib/create-store.ts";

/** Somebody waits for the user to prove again who they are. */
interface PendingProof {
  resolve: () => void;
  reject: (error: unknown) => void;
}

export const pendingProof = createStore<PendingProof | null>(null);

/** The user did not want to. */
export class ProofDeclined extends Error {
  override readonly name = "ProofDeclined";
}

/** Does something that may need a recent proof of who is there: the server then asks for one, the page asks the user, and it is done again. */
export async function withProof<TResult>(action: () => Promise<TResult>): Promise<TResult> {
  try {
    return await action();
  } catch (error) {
    if (!isCausewayError(error, "PROOF_NEEDED")) throw error;
    await new Promise<void>((resolve, reject) => pendingProof.set({ resolve, reject }));
    return action();
  }
}

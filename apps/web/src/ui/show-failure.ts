import { isCausewayError } from "@causeway/client";
import { ProofDeclined } from "../identity/proof.ts";
import { showToast } from "./toast.tsx";

/** Says that something could not be done, in the server's words and with the request's id where there is one. A message of the same `id` is replaced. */
export function showFailure(title: string, error: unknown, id?: string): void {
  // The user has just said no; there is nothing to tell.
  if (error instanceof ProofDeclined) return;
  const told = isCausewayError(error) ? error : null;
  const quote = told?.requestId && told.status !== null && told.status >= 500 ? ` Request ${told.requestId}.` : "";
  showToast({
    ...(id !== undefined && { id }),
    title,
    description: `${told?.message ?? "Something went wrong on this page."}${quote}`,
    tone: "bad",
  });
}

import { ProviderError } from "../provider-error.ts";

/** Codes of Node and of its fetch for requests that never left: no address, no connection, no trust. */
const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** The first code in a chain of causes; an attempt over several addresses holds one error of each. */
function codeOf(error: unknown): string | null {
  for (let at = error; at instanceof Error; at = at instanceof AggregateError ? at.errors[0] : at.cause) {
    if ("code" in at && typeof at.code === "string") return at.code;
  }
  return null;
}

/** What a request without an answer means. Only what surely never left was surely not done. */
export function failureOfError(service: string, error: unknown, isLate: boolean): ProviderError {
  const code = codeOf(error);
  if (isLate) return new ProviderError({ failure: "timeout", message: `${service} did not answer in time.` });
  const wasSent = code === null || !NEVER_SENT.has(code);
  return new ProviderError({
    failure: wasSent ? "timeout" : "unavailable",
    message: wasSent ? `The connection to ${service} broke before it answered.` : `${service} cannot be reached (${code}).`,
    code,
    cause: error,
  });
}

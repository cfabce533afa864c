import { ProviderError, type ProviderFailure } from "../provider-error.ts";
import type { ServiceResponse } from "./send-request.ts";

/** The longest a service is believed when it says how long to wait: one day. */
const MAX_RETRY_AFTER = 86_400;

/** Seconds out of a Retry-After field (RFC 9110, section 10.2.3): a number, or a date. Null where it is neither. */
export function readRetryAfter(value: string | null, now = Date.now()): number | null {
  if (value === null) return null;
  // A date begins with the name of its day; Date.parse would make one of nearly anything.
  const date = /^[A-Z]/.test(value) ? Date.parse(value) : NaN;
  const seconds = /^\d+$/.test(value.trim()) ? Number(value) : Math.ceil((date - now) / 1000);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), MAX_RETRY_AFTER) : null;
}

function failureOf(status: number): ProviderFailure {
  if (status === 429) return "rate-limited";
  // Not about the request: the keys are wrong, or the account may not do such things.
  if (status === 401 || status === 402 || status === 403) return "unavailable";
  if (status === 503) return "unavailable";
  if (status === 408 || status >= 500) return "timeout";
  return status >= 400 ? "refused" : "malformed";
}

/** What a status other than 2xx means. `code` and `reason` are the service's own, where its answer has them. */
export function failureOfStatus(
  service: string,
  { status, headers }: Pick<ServiceResponse, "status" | "headers">,
  told: { failure?: ProviderFailure | undefined; code?: string | null; reason?: string } = {},
): ProviderError {
  const code = told.code ?? null;
  return new ProviderError({
    failure: told.failure ?? failureOf(status),
    message: `${service} answered ${status}${code === null ? "" : ` (code ${code})`}${told.reason ? `: ${told.reason}` : ""}.`,
    code,
    retryAfterSeconds: readRetryAfter(headers.get("retry-after")),
  });
}

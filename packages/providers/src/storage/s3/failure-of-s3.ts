import { failureOfError } from "../../http/failure-of-error.ts";
import { failureOfStatus } from "../../http/failure-of-status.ts";
import { ProviderError } from "../../provider-error.ts";

const SERVICE = "S3";

/** What an error of the SDK means: an answer with a status, or none. */
export function failureOfS3(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  const status = statusOf(error);
  const code = error instanceof Error ? error.name : null;
  if (status === null) return failureOfError(SERVICE, error, code === "TimeoutError");
  // S3 says "slow down" with 503; a wrong bucket is the operator's to put right, not the file's fault.
  const failure = code === "SlowDown" ? "rate-limited" : code === "NoSuchBucket" ? "unavailable" : undefined;
  return failureOfStatus(SERVICE, { status, headers: new Headers() }, { code, failure });
}

function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !("$metadata" in error)) return null;
  const metadata = error.$metadata;
  const hasStatus = typeof metadata === "object" && metadata !== null && "httpStatusCode" in metadata;
  return hasStatus && typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : null;
}

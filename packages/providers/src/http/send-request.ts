import { ProviderError } from "../provider-error.ts";
import { failureOfError } from "./failure-of-error.ts";

export interface ServiceRequest {
  /** For messages, such as `Twilio`. */
  service: string;
  method: "GET" | "POST" | "DELETE";
  url: string;
  headers?: Record<string, string>;
  body?: string | FormData;
  /** From the first byte out to the last byte in. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

export interface ServiceResponse {
  status: number;
  headers: Headers;
  text: string;
}

/** More than any answer of these services has. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/**
 * One request to an outside service, whatever its status. Follows no redirect, so that keys go nowhere else. Throws
 * `ProviderError` for an answer that does not come; the signal's own reason where the caller gave up.
 */
export async function sendRequest(request: ServiceRequest): Promise<ServiceResponse> {
  const { service, method, url, headers = {}, body, timeoutMs, signal } = request;
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: "manual",
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.status, headers: response.headers, text: await readText(service, response) };
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof ProviderError ? error : failureOfError(service, error, deadline.aborted);
  }
}

async function readText(service: string, response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_ANSWER_BYTES) {
      throw new ProviderError({ failure: "malformed", message: `${service} sent an answer of more than 4 MB.` });
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

import { z } from "zod";
import { failureOfStatus } from "../../http/failure-of-status.ts";
import { parseJson, readAnswer } from "../../http/read-json.ts";
import { sendRequest, type ServiceResponse } from "../../http/send-request.ts";
import { ProviderError, type ProviderFailure } from "../../provider-error.ts";

export interface GraphOptions {
  accessToken: string;
  /** `https://graph.facebook.com` unless told. */
  baseUrl?: string;
  /** For one request, in milliseconds; 30,000 unless told. */
  timeoutMs?: number;
}

export interface GraphClient {
  get<TSchema extends z.ZodType>(
    path: string,
    query: GraphFields,
    schema: TSchema,
    signal?: AbortSignal,
  ): Promise<z.output<TSchema>>;
  post<TSchema extends z.ZodType>(
    path: string,
    fields: GraphFields | FormData,
    schema: TSchema,
    signal?: AbortSignal,
  ): Promise<z.output<TSchema>>;
}

/** What is not text is sent as JSON, as the Graph API reads it. */
export type GraphFields = Readonly<Record<string, unknown>>;

const VERSION = "v24.0";

/** https://developers.facebook.com/docs/marketing-api/error-reference */
const Fault = z.object({
  error: z.object({
    code: z.number(),
    error_subcode: z.number().optional(),
    is_transient: z.boolean().optional(),
  }),
});

/** Limits of the app, the user, the account and its kinds of calls. */
const LIMIT_CODES = new Set([4, 17, 32, 341, 613, ...Array.from({ length: 15 }, (_, index) => 80_000 + index)]);
/** The token is not valid, may not do this, or the account is not in order: nothing about the ad. */
const SET_UP_CODES = new Set([3, 10, 102, 104, 190, 2500, ...Array.from({ length: 100 }, (_, index) => 200 + index)]);
/** The service has a fault of its own. */
const FAULT_CODES = new Set([1, 2]);

/** Minutes until calls are allowed again, by kind of use: `{"<account>": [{"estimated_time_to_regain_access": 5}]}`. */
const Usage = z.record(z.string(), z.array(z.object({ estimated_time_to_regain_access: z.number().min(0) }).partial()));

function secondsToWait(headers: Headers): number | null {
  const usage = Usage.safeParse(parseJson(headers.get("x-business-use-case-usage") ?? ""));
  if (!usage.success) return null;
  const minutes = Object.values(usage.data).flatMap((uses) => uses.map((use) => use.estimated_time_to_regain_access ?? 0));
  return Math.max(...minutes, 0) * 60 || null;
}

function kindOf(code: number, isTransient: boolean): ProviderFailure | undefined {
  if (LIMIT_CODES.has(code)) return "rate-limited";
  if (SET_UP_CODES.has(code)) return "unavailable";
  // It may have done what it says it could not.
  if (FAULT_CODES.has(code) || isTransient) return "timeout";
  return undefined;
}

/** Meta's own words are left out: they repeat what was sent. */
function failureOf(response: ServiceResponse): ProviderError {
  const fault = Fault.safeParse(parseJson(response.text));
  if (!fault.success) return failureOfStatus("Meta", response);
  const { code, error_subcode: subcode, is_transient: isTransient = false } = fault.data.error;
  const failure = failureOfStatus("Meta", response, {
    code: subcode === undefined ? String(code) : `${code}/${subcode}`,
    failure: kindOf(code, isTransient),
  });
  const wait = failure.failure === "rate-limited" ? (failure.retryAfterSeconds ?? secondsToWait(response.headers)) : null;
  return wait === failure.retryAfterSeconds
    ? failure
    : new ProviderError({ failure: failure.failure, message: failure.message, code: failure.code, retryAfterSeconds: wait });
}

function encode(fields: GraphFields): URLSearchParams {
  const encoded = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) encoded.set(name, typeof value === "string" ? value : JSON.stringify(value));
  return encoded;
}

/** The Graph API. The token goes in a header, so that it stands in no address and in nobody's log. */
export function createGraphClient({
  accessToken,
  baseUrl = "https://graph.facebook.com",
  timeoutMs = 30_000,
}: GraphOptions): GraphClient {
  const headers = { accept: "application/json", authorization: `Bearer ${accessToken}` };
  const urlOf = (path: string) => `${baseUrl.replace(/\/$/, "")}/${VERSION}/${path}`;

  async function ask<TSchema extends z.ZodType>(
    request: { method: "GET" | "POST"; url: string; body?: string | FormData },
    schema: TSchema,
    signal: AbortSignal | undefined,
  ): Promise<z.output<TSchema>> {
    const response = await sendRequest({
      service: "Meta",
      method: request.method,
      url: request.url,
      headers: typeof request.body === "string" ? { ...headers, "content-type": "application/x-www-form-urlencoded" } : headers,
      ...(request.body === undefined ? {} : { body: request.body }),
      timeoutMs,
      signal,
    });
    if (response.status < 200 || response.status >= 300) throw failureOf(response);
    return readAnswer("Meta", schema, parseJson(response.text));
  }

  return {
    get: (path, query, schema, signal) => ask({ method: "GET", url: `${urlOf(path)}?${encode(query).toString()}` }, schema, signal),
    post: (path, fields, schema, signal) =>
      ask(
        { method: "POST", url: urlOf(path), body: fields instanceof FormData ? fields : encode(fields).toString() },
        schema,
        signal,
      ),
  };
}

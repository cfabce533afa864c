import type { Twilio } from "twilio";
import type RequestClient from "twilio/lib/base/RequestClient.js";
import { z } from "zod";
import { failureOfStatus } from "../../http/failure-of-status.ts";
import { parseJson } from "../../http/read-json.ts";
import { sendRequest, type ServiceResponse } from "../../http/send-request.ts";
import type { ProviderError, ProviderFailure } from "../../provider-error.ts";
import type { TwilioOptions } from "./twilio-sms.ts";

export type TwilioClient = Twilio;

const DEFAULT_BASE_URL = "https://api.twilio.com";
const DEFAULT_TIMEOUT_MS = 15_000;

/** https://www.twilio.com/docs/api/errors; the text is left out, as it repeats the number. */
const TwilioFault = z.object({ code: z.number() });

/** Codes that say something else than their status does. */
const FAILURES: Readonly<Record<string, ProviderFailure>> = {
  // Too many requests, too many at once, the queue of the number is full.
  "20429": "rate-limited",
  "14107": "rate-limited",
  "21611": "rate-limited",
  // The account is suspended or may not do this; the sender is not ours or cannot send: nothing about the recipient.
  "20005": "unavailable",
  "21603": "unavailable",
  "21606": "unavailable",
  "21659": "unavailable",
  "21660": "unavailable",
};

const MEANINGS: Readonly<Record<string, string>> = {
  "20003": "the account id and token do not fit",
  "21211": "the recipient is not a phone number",
  "21606": "the sender is not a number that can send messages",
  "21608": "an account on trial sends to confirmed numbers only",
  "21610": "the recipient has opted out",
  "21612": "the recipient cannot be reached from this sender",
  "21614": "the recipient is not a mobile phone",
};

function failureOf(response: ServiceResponse): ProviderError {
  const fault = TwilioFault.safeParse(parseJson(response.text));
  const code = fault.success ? String(fault.data.code) : null;
  const reason = code === null ? undefined : MEANINGS[code];
  return failureOfStatus("Twilio", response, {
    code,
    ...(code !== null && FAILURES[code] ? { failure: FAILURES[code] } : {}),
    ...(reason === undefined ? {} : { reason }),
  });
}

/** Form fields as the SDK gives them: a list is a field repeated. */
function encode(values: unknown): URLSearchParams {
  const encoded = new URLSearchParams();
  for (const [name, value] of Object.entries(values ?? {})) {
    for (const item of Array.isArray(value) ? value : [value]) if (item !== undefined) encoded.append(name, String(item));
  }
  return encoded;
}

/**
 * Clients of the SDK, one per call, that send by our own requests: the SDK's cannot be given up, and answers of any size are
 * read. The SDK takes a while to load and is loaded at the first call.
 */
export function createTwilioClients({ accountSid, authToken, baseUrl, timeoutMs }: TwilioOptions) {
  const base = (baseUrl ?? DEFAULT_BASE_URL).replace(/\/$/, "");

  async function request(options: RequestClient.RequestOptions, signal: AbortSignal | undefined) {
    const method = options.method === "get" ? "GET" : "POST";
    const url = new URL(options.uri.replace(DEFAULT_BASE_URL, base));
    for (const [name, value] of encode(options.params)) url.searchParams.append(name, value);
    const response = await sendRequest({
      service: "Twilio",
      method,
      url: url.href,
      headers: {
        accept: "application/json",
        authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`,
        "user-agent": options.headers?.["User-Agent"] ?? "causeway",
        ...(method === "POST" ? { "content-type": "application/x-www-form-urlencoded" } : {}),
      },
      ...(method === "POST" ? { body: encode(options.data).toString() } : {}),
      timeoutMs: timeoutMs ?? DEFAULT_TIMEOUT_MS,
      signal,
    });
    if (response.status < 200 || response.status >= 300) throw failureOf(response);
    return { statusCode: response.status, body: parseJson(response.text), headers: Object.fromEntries(response.headers) };
  }

  return async (signal: AbortSignal | undefined): Promise<TwilioClient> => {
    const { default: twilio } = await import("twilio");
    return new twilio.Twilio(accountSid, authToken, {
      httpClient: asRequestClient({ request: (options) => request(options, signal) }),
    });
  };
}

/** Safe because a client of the SDK calls nothing but `request` and reads status, body and headers of what it gives. */
function asRequestClient(client: {
  request: (options: RequestClient.RequestOptions) => Promise<{ statusCode: number; body: unknown; headers: object }>;
}): RequestClient {
  return client as unknown as RequestClient;
}

import { type LookupAddress, lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { AppError } from "@causeway/contract";
import ipaddr from "ipaddr.js";
import { Agent, type Dispatcher, request } from "undici";

export interface SafeFetchOptions {
  method?: "GET" | "HEAD" | "POST";
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** For everything together, in milliseconds; 10,000 unless told. */
  timeoutMs?: number;
  /** Of the answer's body; 1 MB unless told. */
  maxBytes?: number;
  signal?: AbortSignal;
}

export interface SafeAnswer {
  status: number;
  headers: Dispatcher.ResponseData["headers"];
  body: Buffer;
}

export type SafeFetch = (url: string, options?: SafeFetchOptions) => Promise<SafeAnswer>;

export interface SafeFetchPlace {
  lookup: LookupFunction;
  isAllowed: (address: string) => boolean;
}

/** True for addresses of the public internet: not of this machine, its networks, or reserved (RFC 6890). */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "unicast";
}

function refuse(message: string, cause?: unknown): AppError {
  return new AppError({ code: "BAD_REQUEST", reason: "ADDRESS_REFUSED", message, cause });
}

function checkUrl(text: string, isAllowed: SafeFetchPlace["isAllowed"]): URL {
  if (!URL.canParse(text)) throw refuse("This is not a web address.");
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw refuse("A web address begins with https:// or http://.");
  if (url.username !== "" || url.password !== "") throw refuse("A web address must not hold a user name or password.");
  // A number is connected to without a look-up. The URL has made one out of forms such as 0x7f.1 already.
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) && !isAllowed(host)) throw refuse("This address is not on the public internet.");
  return url;
}

/** What a name stands for, with every address looked at: the very ones that are then connected to, so that no later answer counts. */
function guardedLookup({ lookup, isAllowed }: SafeFetchPlace): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses: LookupAddress[] = Array.isArray(found) ? found : [{ address: found, family: isIP(found) }];
      if (error) return callback(error, []);
      if (addresses.length === 0 || !addresses.every(({ address }) => isAllowed(address))) {
        return callback(refuse("This address is not on the public internet."), []);
      }
      if (options.all) return callback(null, addresses);
      const [first] = addresses;
      return callback(null, first?.address ?? "", first?.family);
    });
  };
}

async function readBody(body: Dispatcher.ResponseData["body"], maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxBytes) throw refuse("The answer of this address is too large.");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** Tests bring a place of their own: there is no public internet in them. */
export function createSafeFetch(place: SafeFetchPlace): SafeFetch {
  const dispatcher = new Agent({
    connect: { lookup: guardedLookup(place), timeout: 5000 },
    pipelining: 0,
    maxHeaderSize: 16 * 1024,
  });
  return async (text, { method = "GET", headers = {}, body, timeoutMs = 10_000, maxBytes = 1024 * 1024, signal } = {}) => {
    const url = checkUrl(text, place.isAllowed);
    const ended = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]);
    try {
      const answer = await request(url, { dispatcher, method, headers, body: body ?? null, signal: ended });
      if (answer.statusCode >= 300 && answer.statusCode < 400) {
        await answer.body.dump();
        throw refuse("This address points to another one; enter that one.");
      }
      return { status: answer.statusCode, headers: answer.headers, body: await readBody(answer.body, maxBytes) };
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      throw refuse("This address did not answer.", cause);
    }
  };
}

/**
 * Asks an address that somebody typed: of the public internet only, whatever its name stands for and whenever (OWASP SSRF
 * prevention); redirects are not followed; time and size have a limit. Throws `ADDRESS_REFUSED`.
 */
export const safeFetch: SafeFetch = createSafeFetch({ lookup: systemLookup, isAllowed: isPublicAddress });

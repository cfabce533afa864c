import type { RecordedExchange, RecordedPart } from "@causeway/rest";
import { forgeToken } from "./forge-token.ts";

export interface ReplayRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | Uint8Array<ArrayBuffer> | undefined;
}

export interface ReplayState {
  /** Tokens of the answers so far, by the exchange's name. */
  tokens: ReadonlyMap<string, string>;
  secret: string;
  now: Date;
}

/** The exchange that should have given a token gave none: what needs it cannot be asked. */
export class TokenMissingError extends Error {
  override readonly name = "TokenMissingError";
}

const DAY_MS = 86_400_000;
const BOUNDARY = "----replay-boundary-7f3a";
const JWT = /eyJ[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*/;

/** The recorded request with this replay's tokens and dates. Throws `TokenMissingError`. */
export function buildRequest(exchange: RecordedExchange, state: ReplayState): ReplayRequest {
  const { method, path, headers: recorded = {} } = exchange.request;
  const headers = { ...recorded };
  const token = tokenFor(exchange, state);
  if (token !== undefined) headers["authorization"] = recorded["authorization"]?.replace(JWT, token) ?? `Bearer ${token}`;
  const type = recorded["content-type"];
  if (exchange.request.multipart && (type === undefined || type.includes("boundary")))
    headers["content-type"] = `multipart/form-data; boundary=${BOUNDARY}`;
  return { method, path, headers, body: bodyOf(exchange, state.now) };
}

function tokenFor({ auth_from: from, auth_forged: forged }: RecordedExchange, state: ReplayState): string | undefined {
  if (forged) return forgeToken({ forged, secret: state.secret, now: state.now });
  if (from === undefined) return undefined;
  const token = state.tokens.get(from);
  if (token === undefined) throw new TokenMissingError(`${from} gave no token`);
  return token;
}

/** How recordings call a form whose end was not sent. */
const CUT_SHORT = /cut-short$/;

function bodyOf(
  { name, request, csv_dates_days_before_recording: dates = {} }: RecordedExchange,
  now: Date,
): ReplayRequest["body"] {
  const { body, body_raw: raw, multipart } = request;
  if (multipart)
    return new Uint8Array(
      Buffer.concat([
        ...multipart.map((part) => partBytes(part, dates, now)),
        Buffer.from(CUT_SHORT.test(name) ? "" : `--${BOUNDARY}--\r\n`),
      ]),
    );
  if (typeof raw === "string") return moveDates(raw, dates, now);
  if (raw) return jsonOfSize(raw.bytes);
  return "body" in request ? JSON.stringify(body) : undefined;
}

/** A body that was too long to be written down: an object of so many bytes. */
function jsonOfSize(bytes: number): string {
  const frame = JSON.stringify({ email: "x@example.com", password: "x", restaurantName: "" });
  return frame.replace('""', `"${"A".repeat(bytes - frame.length)}"`);
}

function partBytes(part: RecordedPart, dates: Record<string, number>, now: Date): Buffer {
  const file = part.filename === undefined ? "" : `; filename="${part.filename}"`;
  const type = part.content_type === undefined ? "" : `\r\nContent-Type: ${part.content_type}`;
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${part.name}"${file}${type}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), partContent(part, dates, now), Buffer.from("\r\n")]);
}

function partContent(part: RecordedPart, dates: Record<string, number>, now: Date): Buffer {
  if (part.content_repeat) return Buffer.alloc(part.content_repeat.count, part.content_repeat.byte);
  if (part.content_base64 !== undefined) {
    const latin1 = Buffer.from(part.content_base64, "base64").toString("latin1");
    return Buffer.from(moveDates(latin1, dates, now), "latin1");
  }
  return Buffer.from(moveDates(part.content ?? part.value ?? "", dates, now));
}

/** Dates keep their distance from the day of the request. */
function moveDates(text: string, dates: Record<string, number>, now: Date): string {
  const moved = Object.entries(dates).map(([date, days]): [string, string] => [
    date,
    new Date(now.getTime() - days * DAY_MS).toISOString().slice(0, 10),
  ]);
  const all = new Map(moved);
  return all.size === 0 ? text : text.replace(new RegExp([...all.keys()].join("|"), "g"), (date) => all.get(date) ?? date);
}

import { createHmac, randomBytes } from "node:crypto";
import { type Loopback, type LoopbackAnswer, type LoopbackRequest, startLoopback } from "../../test/loopback.ts";

export const ACCOUNT_SID = "AC00000000000000000000000000000001";
export const AUTH_TOKEN = "the token that nobody else has";

interface FakeMessage {
  sid: string;
  to: string;
  from: string | null;
  messaging_service_sid: string | null;
  body: string;
  status: string;
  price: string | null;
  error_code: number | null;
  date_created: string;
  status_callback: string | null;
}

export interface FakeTwilio extends Loopback {
  messages: FakeMessage[];
  /** The time on the service's clock. */
  now: Date;
}

/** https://www.twilio.com/docs/iam/test-credentials#test-sms-messages: the numbers and the codes they give. */
const REFUSED: Readonly<Record<string, [code: number, message: string]>> = {
  "+15005550001": [21211, "The 'To' number +15005550001 is not a valid phone number."],
  "+15005550004": [21610, "Attempt to send to unsubscribed recipient"],
  "+15005550009": [21614, "'To' number is not a valid mobile number"],
};

const fault = (status: number, code: number, message: string): LoopbackAnswer => ({
  status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
});

/** As the API writes dates: RFC 2822. */
const rfc2822 = (date: Date) => date.toUTCString().replace("GMT", "+0000");

const shown = (message: FakeMessage) => ({
  ...message,
  account_sid: ACCOUNT_SID,
  api_version: "2010-04-01",
  date_sent: null,
  date_updated: message.date_created,
  direction: "outbound-api",
  error_message: null,
  num_media: "0",
  num_segments: "1",
  price_unit: "USD",
  uri: `/2010-04-01/Accounts/${ACCOUNT_SID}/Messages/${message.sid}.json`,
  subresource_uris: {},
});

/** Twilio's API as far as it is used, checking what the real one checks. */
export async function startFakeTwilio(): Promise<FakeTwilio> {
  function create(form: URLSearchParams): LoopbackAnswer {
    const to = form.get("To") ?? "";
    const body = form.get("Body") ?? "";
    const refusal = REFUSED[to];
    if (refusal) return fault(400, ...refusal);
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return fault(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
    if (body === "") return fault(400, 21602, "Message body is required.");
    if (!form.get("From") && !form.get("MessagingServiceSid")) return fault(400, 21603, "A 'From' phone number is required.");
    const message: FakeMessage = {
      sid: `SM${randomBytes(16).toString("hex")}`,
      to,
      from: form.get("From"),
      messaging_service_sid: form.get("MessagingServiceSid"),
      body,
      status: "queued",
      price: null,
      error_code: null,
      date_created: rfc2822(fake.now),
      status_callback: form.get("StatusCallback"),
    };
    fake.messages.unshift(message);
    return { status: 201, body: shown(message) };
  }

  function answer({ method, path, query, headers, body }: LoopbackRequest): LoopbackAnswer {
    const expected = `Basic ${Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString("base64")}`;
    if (headers.authorization !== expected) return fault(401, 20003, "Authenticate");
    const [, sid] = /^\/2010-04-01\/Accounts\/AC0{31}1\/Messages(?:\/(\w+))?\.json$/.exec(path) ?? [path];
    if (!path.startsWith(`/2010-04-01/Accounts/${ACCOUNT_SID}/Messages`)) return fault(404, 20404, "Not found");
    if (method === "POST" && sid === undefined) {
      if (headers["content-type"] !== "application/x-www-form-urlencoded") return fault(400, 21602, "No form");
      return create(new URLSearchParams(body.toString("utf8")));
    }
    if (sid !== undefined) {
      const message = fake.messages.find((candidate) => candidate.sid === sid);
      return message ? { status: 200, body: shown(message) } : fault(404, 20404, `The requested resource ${path} was not found`);
    }
    const found = fake.messages.filter((message) => message.to === query.get("To"));
    const size = Number(query.get("PageSize") ?? 50);
    const page = { page: 0, page_size: size, start: 0, end: found.length, uri: path, first_page_uri: path };
    return {
      status: 200,
      body: { ...page, messages: found.slice(0, size).map(shown), next_page_uri: null, previous_page_uri: null },
    };
  }

  const fake: FakeTwilio = Object.assign(await startLoopback(answer), { messages: [], now: new Date("2026-03-02T09:30:00Z") });
  return fake;
}

/** What Twilio signs: the address, then each field's name and value in the order of the names (HMAC-SHA1, base64). */
export function signAsTwilio(url: string, fields: Record<string, string>, token = AUTH_TOKEN): string {
  const text = Object.keys(fields)
    .sort()
    .reduce((signed, name) => signed + name + fields[name], url);
  return createHmac("sha1", token).update(text, "utf8").digest("base64");
}

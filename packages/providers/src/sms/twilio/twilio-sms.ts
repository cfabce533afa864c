import { z } from "zod";
import { readAnswer } from "../../http/read-json.ts";
import { ProviderError } from "../../provider-error.ts";
import type { AcceptedSms, SmsProvider, SmsReport } from "../sms.ts";
import { readTwilioCallback } from "./read-callback.ts";
import { reportStatus } from "./report-status.ts";
import { createTwilioClients, type TwilioClient } from "./twilio-client.ts";

export interface TwilioOptions {
  accountSid: string;
  authToken: string;
  /** A number of the account in E.164, or the id of a messaging service (`MG…`). */
  from: string;
  /** `https://api.twilio.com` unless told. */
  baseUrl?: string;
  /** For one request, in milliseconds; 15,000 unless told. */
  timeoutMs?: number;
}

const Sid = z.string().regex(/^(SM|MM)[0-9a-f]{32}$/);

/** As the SDK hands it over. */
const Message = z.object({
  sid: Sid,
  status: z.string(),
  body: z.string().nullable(),
  price: z.string().nullable(),
  errorCode: z.number().nullable(),
  dateCreated: z.date(),
});
type Message = z.infer<typeof Message>;

/** `-0.00750` is what was charged: 7,500. */
export function priceMicros(price: string | null): number | null {
  const micros = price === null ? NaN : Math.round(Math.abs(Number(price)) * 1_000_000);
  return Number.isSafeInteger(micros) ? micros : null;
}

const accepted = (message: Message): AcceptedSms => ({ id: message.sid, costMicros: priceMicros(message.price) });

/** The service's clock and ours may differ by this much, in milliseconds. */
const CLOCK_TOLERANCE = 60_000;

/** What an account that is on trial puts before each text. */
const TRIAL_PREFIX = "Sent from your Twilio trial account - ";

/** More than anybody gets in the time in which a send stays unanswered. */
const LOOKED_AT = 100;

/** Sends by Twilio's Programmable Messaging (2010-04-01), through its SDK. */
export function createTwilioSms(options: TwilioOptions): SmsProvider {
  const clients = createTwilioClients(options);
  const sender = options.from.startsWith("MG") ? { messagingServiceSid: options.from } : { from: options.from };

  /** The SDK reads answers without checking them: what it stumbles over made no sense. */
  async function ask<TAnswer>(signal: AbortSignal | undefined, call: (client: TwilioClient) => Promise<TAnswer>): Promise<TAnswer> {
    const client = await clients(signal);
    try {
      return await call(client);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof ProviderError) throw error;
      throw new ProviderError({ failure: "malformed", message: "Twilio sent an answer that makes no sense.", cause: error });
    }
  }

  return {
    name: "twilio",
    async send({ to, body, statusUrl }, signal) {
      const message = await ask(signal, (client) =>
        client.messages.create({ ...sender, to, body, ...(statusUrl === undefined ? {} : { statusCallback: statusUrl }) }),
      );
      return accepted(readAnswer("Twilio", Message, message));
    },

    // Not filtered by the day of sending: a message that still waits has none.
    async find({ to, body, since }, signal) {
      const messages = await ask(signal, (client) => client.messages.list({ to, limit: LOOKED_AT }));
      const found = readAnswer("Twilio", z.array(Message), messages).find(
        (message) =>
          message.dateCreated.getTime() >= since.getTime() - CLOCK_TOLERANCE &&
          message.body !== null &&
          [body.trim(), TRIAL_PREFIX + body.trim()].includes(message.body.trim()),
      );
      return found ? accepted(found) : null;
    },

    async findReport(id, signal): Promise<SmsReport | null> {
      if (!Sid.safeParse(id).success) return null;
      try {
        const message = readAnswer("Twilio", Message, await ask(signal, (client) => client.messages(id).fetch()));
        const status = reportStatus(message.status);
        if (status === null) return null;
        const errorCode = message.errorCode === null ? null : String(message.errorCode);
        return { kind: "report", id, status, errorCode, costMicros: priceMicros(message.price) };
      } catch (error) {
        if (error instanceof ProviderError && error.code === "20404") return null;
        throw error;
      }
    },

    readCallback: (request) => readTwilioCallback(request, options.authToken),
  };
}

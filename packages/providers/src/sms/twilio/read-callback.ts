import { z } from "zod";
import { readAnswer } from "../../http/read-json.ts";
import { ProviderError } from "../../provider-error.ts";
import type { SignedRequest, SmsCallback } from "../sms.ts";
import { reportStatus } from "./report-status.ts";

const Report = z.object({
  MessageSid: z.string().max(64),
  MessageStatus: z.string().max(40),
  ErrorCode: z.string().max(10).optional(),
});

const Incoming = z.object({
  MessageSid: z.string().max(64),
  From: z.string().max(64),
  To: z.string().max(64),
  Body: z.string().max(4096),
});

/** The fields of a form; one that is repeated keeps all its values, as they are all signed. */
function readForm(body: string): Record<string, string | string[]> {
  const form = new URLSearchParams(body);
  return Object.fromEntries([...new Set(form.keys())].map((name) => [name, oneOrAll(form.getAll(name))]));
}

const oneOrAll = (values: string[]): string | string[] => (values.length === 1 ? (values[0] ?? "") : values);

/** Reads what Twilio calls us with. The signature covers the address and every field. */
export async function readTwilioCallback({ url, headers, body }: SignedRequest, authToken: string): Promise<SmsCallback | null> {
  const { default: twilio } = await import("twilio");
  const fields = readForm(body);
  const signature = headers.get("x-twilio-signature") ?? "";
  if (signature === "" || !twilio.validateRequest(authToken, signature, url, fields)) {
    throw new ProviderError({ failure: "refused", message: "The request does not carry Twilio's signature." });
  }
  if (fields["MessageStatus"] === undefined) {
    const incoming = readAnswer("Twilio", Incoming, fields);
    return { kind: "incoming", id: incoming.MessageSid, from: incoming.From, to: incoming.To, body: incoming.Body };
  }
  const report = readAnswer("Twilio", Report, fields);
  const status = reportStatus(report.MessageStatus);
  if (status === null) return null;
  const errorCode = report.ErrorCode === undefined || report.ErrorCode === "0" ? null : report.ErrorCode;
  return { kind: "report", id: report.MessageSid, status, errorCode, costMicros: null };
}

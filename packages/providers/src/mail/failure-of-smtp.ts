import { z } from "zod";
import { ProviderError, type ProviderFailure } from "../provider-error.ts";

/** What nodemailer puts on its errors. */
const SmtpFault = z.object({
  code: z.string().optional(),
  originalCode: z.string().optional(),
  responseCode: z.number().int().optional().catch(undefined),
  command: z.string().optional(),
  timeoutType: z.string().optional(),
});
type SmtpFault = z.infer<typeof SmtpFault>;

/** Before the first byte of a mail: no address, no connection, no trust, no leave to send. */
const NEVER_SENT = new Set(["EDNS", "ETLS", "EREQUIRETLS", "EAUTH", "ENOAUTH", "EPROXY"]);
const NEVER_CONNECTED = new Set(["ECONNREFUSED", "ENOTFOUND", "EHOSTUNREACH", "ENETUNREACH", "EAI_AGAIN"]);
const EARLY_TIMEOUTS = new Set(["CONNECT_TIMEOUT", "GREETING_TIMEOUT"]);

/** RFC 5321, section 4.2.1: 4yz may be tried again, 5yz never. */
function kindOf({ code = "", originalCode = "", responseCode, command = "", timeoutType = "" }: SmtpFault): ProviderFailure {
  // Not this mail but we ourselves are not accepted: an operator sees to it, and the mail goes out then.
  if (NEVER_SENT.has(code) || command.startsWith("AUTH") || command === "MAIL FROM") return "unavailable";
  if (responseCode !== undefined) return responseCode >= 500 ? "refused" : "unavailable";
  if (NEVER_CONNECTED.has(originalCode) || EARLY_TIMEOUTS.has(timeoutType)) return "unavailable";
  return code === "EENVELOPE" || code === "EMESSAGE" ? "refused" : "timeout";
}

const WORDS: Record<ProviderFailure, string> = {
  refused: "The mail server refused the mail",
  "rate-limited": "The mail server takes no mail for now",
  unavailable: "The mail server takes no mail of ours for now",
  timeout: "The connection to the mail server broke, and the mail may have gone out",
  malformed: "The mail server answered what makes no sense",
};

/** The server's own words are left out, as they repeat addresses; its code and the step say enough. */
export function failureOfSmtp(error: unknown): ProviderError {
  const parsed = SmtpFault.safeParse(error);
  const fault = parsed.success ? parsed.data : {};
  const failure = kindOf(fault);
  const code = fault.responseCode === undefined ? (fault.originalCode ?? fault.code ?? null) : String(fault.responseCode);
  const told = [fault.command, code].filter(Boolean).join(": ");
  return new ProviderError({ failure, code, message: `${WORDS[failure]}${told === "" ? "" : ` (${told})`}.` });
}

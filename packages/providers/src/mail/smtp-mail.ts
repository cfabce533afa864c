import type { Transporter } from "nodemailer";
import { ProviderError } from "../provider-error.ts";
import { within } from "../within.ts";
import { checkMail } from "./check-mail.ts";
import { failureOfSmtp } from "./failure-of-smtp.ts";
import type { MailProvider } from "./mail.ts";

export interface SmtpOptions {
  /** `smtp://` (upgraded to TLS, always where a password is sent over a network) or `smtps://`, with user and password where there are any. */
  url: string;
  /** One address, or `Name <address>`. */
  from: string;
  /** For one mail, in milliseconds; 30,000 unless told. */
  timeoutMs?: number;
}

export interface SmtpMail extends MailProvider {
  /** Ends the connections that are kept open. */
  close(): void;
}

/** Connections that stay open between mails. */
const CONNECTIONS = 3;

const ON_THIS_MACHINE = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** A password crosses a network only encrypted, whatever somebody in between makes the server offer. */
function needsTls(url: string): boolean {
  const { protocol, hostname, password } = new URL(url);
  return protocol === "smtp:" && password !== "" && !ON_THIS_MACHINE.has(hostname);
}

/** Sends by SMTP. Nothing in a mail is read from a file or an address of the network. */
export function createSmtpMail({ url, from, timeoutMs = 30_000 }: SmtpOptions): SmtpMail {
  const domain = /@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? "localhost";
  let opening: Promise<Transporter> | undefined;

  const open = () =>
    (opening ??= import("nodemailer").then(({ createTransport }) =>
      createTransport({
        url,
        pool: true,
        maxConnections: CONNECTIONS,
        // Earlier than the whole: a server that was never reached has no mail.
        connectionTimeout: timeoutMs / 3,
        greetingTimeout: timeoutMs / 3,
        socketTimeout: timeoutMs,
        requireTLS: needsTls(url),
        disableFileAccess: true,
        disableUrlAccess: true,
        logger: false,
      }),
    ));

  return {
    name: "smtp",
    isEmbedded: false,
    async send(mail, signal) {
      checkMail(mail);
      const transport = await open();
      const message = {
        from,
        // An object is one recipient; a text would be read as a list.
        to: { name: "", address: mail.to },
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        messageId: `<${mail.key}@${domain}>`,
        headers: { "Auto-Submitted": "auto-generated" },
      };
      try {
        const { messageId } = await within({ name: "The mail server", ms: timeoutMs, signal }, (limit) =>
          transport.sendMail({ ...message, signal: limit }),
        );
        return { id: messageId };
      } catch (error) {
        signal?.throwIfAborted();
        throw error instanceof ProviderError ? error : failureOfSmtp(error);
      }
    },
    close: () => void opening?.then((transport) => transport.close()),
  };
}

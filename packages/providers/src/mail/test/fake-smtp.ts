import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

const SMTP_USER = "postmaster";
export const SMTP_PASSWORD = "the password that nobody else has";

export interface ReceivedMail {
  from: string;
  recipients: string[];
  /** By lower-case name; words that were encoded are plain. */
  headers: Record<string, string>;
  /** By media type. */
  parts: Record<string, string>;
}

/** What the server does in place of what it should. */
export type SmtpTrouble =
  | "silence"
  | "silence-after-data"
  | "busy"
  | "no-such-person"
  | "no-such-sender"
  | "rubbish"
  | "hang-up-after-data";

export interface FakeSmtp extends AsyncDisposable {
  /** With user and password. */
  url: string;
  mails: ReceivedMail[];
  /** Every line that a client sent outside of a mail. */
  commands: string[];
  trouble: SmtpTrouble | null;
}

const decodeQuotedPrintable = (text: string) =>
  Buffer.from(
    text.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    "latin1",
  ).toString("utf8");

/** RFC 2047. */
const decodeWords = (text: string) =>
  text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toUpperCase() === "B" ? Buffer.from(word, "base64").toString("utf8") : decodeQuotedPrintable(word.replaceAll("_", " ")),
    );

function readPart(part: string): { headers: Record<string, string>; body: string } {
  const end = part.indexOf("\r\n\r\n");
  const lines = part
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n");
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), decodeWords(line.slice(line.indexOf(":") + 1).trim())]),
  );
  const raw = part.slice(end + 4);
  const encoding = headers["content-transfer-encoding"];
  if (encoding === "base64") return { headers, body: Buffer.from(raw, "base64").toString("utf8") };
  return { headers, body: encoding === "quoted-printable" ? decodeQuotedPrintable(raw) : raw };
}

function readMail(message: string): Pick<ReceivedMail, "headers" | "parts"> {
  const { headers, body } = readPart(message);
  const boundary = /boundary="([^"]+)"/.exec(headers["content-type"] ?? "")?.[1];
  const parts =
    boundary === undefined
      ? [message]
      : body
          .split(`--${boundary}`)
          .slice(1, -1)
          .map((part) => part.replace(/^\r\n/, ""));
  return {
    headers,
    parts: Object.fromEntries(
      parts
        .map(readPart)
        .map((part) => [part.headers["content-type"]?.split(";")[0] ?? "", part.body.replaceAll("\r\n", "\n").trimEnd()]),
    ),
  };
}

/** One client's dialogue by RFC 5321, with AUTH PLAIN (RFC 4954). */
function converse(socket: Socket, server: FakeSmtp): void {
  let buffered = "";
  let isAuthenticated = false;
  let envelope: { from: string; recipients: string[] } = { from: "", recipients: [] };
  let isData = false;
  const say = (line: string) => void socket.write(`${line}\r\n`);
  const token = Buffer.from(`\0${SMTP_USER}\0${SMTP_PASSWORD}`).toString("base64");

  function command(line: string): void {
    server.commands.push(line);
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === "EHLO") return say("250-fake.example\r\n250-8BITMIME\r\n250 AUTH PLAIN");
    if (verb === "AUTH") {
      isAuthenticated = line === `AUTH PLAIN ${token}`;
      return say(isAuthenticated ? "235 2.7.0 Accepted" : "535 5.7.8 Username and Password not accepted");
    }
    if (verb === "QUIT") return void socket.end("221 Bye\r\n");
    if (!isAuthenticated) return say("530 5.7.0 Authentication required");
    if (server.trouble === "rubbish") return say("<html>");
    if (verb === "MAIL") {
      if (server.trouble === "busy") return say("451 4.7.1 Try again later, anna@example.com");
      if (server.trouble === "no-such-sender") return say("550 5.7.1 Sender not allowed");
      envelope = { from: /<(.*)>/.exec(line)?.[1] ?? "", recipients: [] };
      return say("250 OK");
    }
    if (verb === "RCPT") {
      if (server.trouble === "no-such-person") return say("550 5.1.1 <anna@example.com>: no such person here");
      envelope.recipients.push(/<(.*)>/.exec(line)?.[1] ?? "");
      return say("250 OK");
    }
    if (verb === "DATA") {
      isData = true;
      return say("354 Go ahead");
    }
    return say("250 OK");
  }

  function receive(message: string): void {
    isData = false;
    server.mails.push({ ...envelope, ...readMail(message.replace(/^\.\./gm, ".")) });
    if (server.trouble === "silence-after-data") return;
    if (server.trouble === "hang-up-after-data") return void socket.resetAndDestroy();
    say("250 2.0.0 Queued");
  }

  if (server.trouble === "silence") return;
  say("220 fake.example ESMTP");
  socket.on("data", (chunk) => {
    buffered += chunk.toString("latin1");
    for (;;) {
      const end = isData ? buffered.indexOf("\r\n.\r\n") : buffered.indexOf("\r\n");
      if (end === -1) return;
      const text = Buffer.from(buffered.slice(0, end), "latin1").toString("utf8");
      buffered = buffered.slice(end + (isData ? 5 : 2));
      if (isData) receive(text);
      else command(text);
    }
  });
}

/** A mail server that can be made to misbehave. */
export async function startFakeSmtp(): Promise<FakeSmtp> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    converse(socket, fake);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const fake: FakeSmtp = {
    url: `smtp://${SMTP_USER}:${encodeURIComponent(SMTP_PASSWORD)}@127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails: [],
    commands: [],
    trouble: null,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
  return fake;
}

/** The body of an old answer. Text is sent as UTF-8; `type` is the whole Content-Type. */
export type LegacyBody =
  | { kind: "json"; value: unknown }
  | { kind: "text"; type: string; text: string }
  | { kind: "bytes"; type: string; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "stream"; type: string; stream: ReadableStream<Uint8Array> }
  | { kind: "empty" };

/** What an old server answered, before its framework put headers of its own around it. */
export class LegacyReply {
  readonly status: number;
  readonly body: LegacyBody;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: LegacyBody, headers: Readonly<Record<string, string>> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }

  static json(status: number, value: unknown, headers?: Readonly<Record<string, string>>): LegacyReply {
    return new LegacyReply(status, { kind: "json", value }, headers);
  }
}

/** Ends a request early with an old answer: thrown by access rules, inputs and answers. */
export class LegacyRefusal extends Error {
  override readonly name = "LegacyRefusal";
  readonly reply: LegacyReply;

  constructor(reply: LegacyReply) {
    super(`answered with ${reply.status}`);
    this.reply = reply;
  }
}

import { parse as parseFlat } from "node:querystring";
import { LegacyRefusal, LegacyReply } from "../../reply.ts";
import type { IncomingLegacyRequest } from "../../request.ts";
import type { LegacyUpload, UploadedFile, UploadedForm } from "../../upload.ts";
import { findPythonJsonError } from "./python-json.ts";

const MiB = 1024 * 1024;
/** Beside a file; FastAPI itself knows no limit. */
const MAX_BODY_BYTES = 16 * MiB;

/** One entry of FastAPI's answer to a request that does not fit. */
export interface Misfit {
  type: string;
  loc: (string | number)[];
  msg: string;
  input: unknown;
  ctx?: Record<string, unknown>;
}

export const unprocessable = (...detail: Misfit[]) => LegacyReply.json(422, { detail });

/** Media type without its parameters, in lower case. */
const typeOf = (headers: Headers) => (headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";

async function readBytes(body: ReadableStream<Uint8Array> | null, limit: number): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > limit) throw new LegacyRefusal(LegacyReply.json(413, { detail: "Request Entity Too Large" }));
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const UNREADABLE = LegacyReply.json(400, { detail: "There was an error parsing the body" });

/**
 * The body of a request where no form is asked for: its JSON, or its text where it is of another type. Undefined without a body,
 * and for null, which FastAPI takes for none. Throws the answer to what is no JSON.
 */
export async function readFastApiBody({ headers, body }: IncomingLegacyRequest): Promise<unknown> {
  const bytes = await readBytes(body, MAX_BODY_BYTES);
  if (bytes.length === 0) return undefined;
  const type = typeOf(headers);
  const isJson = type === "" || type === "application/json" || /^application\/[^;]+\+json$/.test(type);
  return isJson ? (parseJson(bytes) ?? undefined) : bytes.toString("utf8");
}

function parseJson(bytes: Buffer): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new LegacyRefusal(UNREADABLE);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new LegacyRefusal(notJson(text));
  }
}

function notJson(text: string): LegacyReply {
  try {
    // Python reads NaN as well, and FastAPI then fails: as good as no value.
    const { position, message } = findPythonJsonError(text) ?? { position: 0, message: "Expecting value" };
    const ctx = { error: message };
    return unprocessable({ type: "json_invalid", loc: ["body", position], msg: "JSON decode error", input: {}, ctx });
  } catch (error) {
    if (error instanceof RangeError) return UNREADABLE;
    throw error;
  }
}

/** A form, whatever way it was sent: of a name that comes twice the last value counts. Nothing is refused for its file. */
export async function readFastApiForm({ headers, body }: IncomingLegacyRequest, upload: LegacyUpload): Promise<UploadedForm> {
  const type = typeOf(headers);
  if (type === "application/x-www-form-urlencoded") {
    const text = (await readBytes(body, MAX_BODY_BYTES)).toString("utf8");
    const fields = Object.entries(parseFlat(text)).map(([name, value]) => [name, Array.isArray(value) ? value.at(-1) : value]);
    return { body: Object.fromEntries(fields), file: null };
  }
  if (type !== "multipart/form-data") return { body: {}, file: null };
  const bytes = await readBytes(body, upload.tooManyBytes + MAX_BODY_BYTES);
  const form = await parseForm(bytes, headers.get("content-type") ?? "");
  const fields: Record<string, unknown> = Object.create(null);
  let file: UploadedFile | null = null;
  for (const [name, value] of form) {
    if (typeof value === "string") fields[name] = value;
    else if (name === upload.field && value.name !== "") {
      file = { name: value.name, type: value.type.toLowerCase(), bytes: Buffer.from(await value.arrayBuffer()) };
    }
  }
  return { body: fields, file };
}

async function parseForm(bytes: Buffer<ArrayBuffer>, type: string): Promise<FormData> {
  if (!/;\s*boundary=/i.test(type)) throw new LegacyRefusal(LegacyReply.json(400, { detail: "Missing boundary in multipart." }));
  try {
    return await new Response(bytes, { headers: { "content-type": type } }).formData();
  } catch {
    throw new LegacyRefusal(UNREADABLE);
  }
}

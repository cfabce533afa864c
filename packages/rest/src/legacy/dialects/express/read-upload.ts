import { once } from "node:events";
import appendField from "append-field";
import busboy, { type Busboy } from "busboy";
import typeIs from "type-is";
import type { IncomingLegacyRequest } from "../../request.ts";
import type { LegacyUpload, UploadedFile, UploadedForm } from "../../upload.ts";
import { BodyRefused } from "./read-body.ts";

const MiB = 1024 * 1024;
/** Of a form beside its file, names and framing included. */
const MAX_OTHER_BYTES = 2 * MiB;
/** What is read of a refused form, so that its sender gets to read the answer. */
const MAX_READ_BYTES = 32 * MiB;
const MAX_PARTS = 1000;
/** `a[9999999]=x` makes a list of that length, to be joined and copied later. */
const MAX_LIST_INDEX = 1000;

/**
 * What multer's `single(field)` makes of a multipart form, with the rules of the versions whose sizes are exclusive: a
 * value of 1 MiB, like a file of `tooManyBytes`, is refused. Null for a request that is no multipart form. Throws
 * `BodyRefused`.
 */
export async function readExpressUpload(
  { headers, body }: IncomingLegacyRequest,
  upload: LegacyUpload,
): Promise<UploadedForm | null> {
  const type = headers.get("content-type") ?? "";
  if (body === null || typeIs.is(type, ["multipart"]) === false) return null;
  const reader = body.getReader();
  let size = 0;
  const read = async () => {
    const { value } = await reader.read();
    size += value?.length ?? 0;
    return value;
  };
  try {
    const parser = openParser(type, upload);
    const form = collect(parser, upload);
    // Awaited below; until then a refusal is not unhandled.
    form.catch(() => undefined);
    for (let chunk = await read(); chunk !== undefined; chunk = await read()) {
      if (size > upload.tooManyBytes + MAX_OTHER_BYTES) throw new BodyRefused("size");
      if (!parser.write(chunk)) await Promise.race([once(parser, "drain"), form]);
    }
    parser.end();
    return await form;
  } catch (cause) {
    while (size < MAX_READ_BYTES && (await read().catch(() => undefined)) !== undefined);
    await reader.cancel().catch(() => undefined);
    throw cause instanceof BodyRefused ? cause : new BodyRefused("multipart", { cause });
  }
}

function openParser(type: string, { tooManyBytes }: LegacyUpload): Busboy {
  return busboy({ headers: { "content-type": type }, limits: { fileSize: tooManyBytes, fieldSize: MiB, parts: MAX_PARTS } });
}

/** Rejects with `BodyRefused` at the first thing that is refused. */
function collect(parser: Busboy, upload: LegacyUpload): Promise<UploadedForm> {
  return new Promise((resolve, reject) => {
    const fields: Record<string, unknown> = Object.create(null);
    let file: UploadedFile | null = null;
    const refuse = (why: string, cause?: unknown) => reject(new BodyRefused(why, { cause }));
    parser.on("field", (name: string | undefined, value, { nameTruncated, valueTruncated }) => {
      if (name === undefined || nameTruncated || valueTruncated) return refuse("field");
      if (hasLongList(name)) return refuse("list");
      try {
        appendField(fields, name, value);
      } catch (cause) {
        refuse("field name", cause);
      }
    });
    parser.on("file", (field: string | undefined, stream, { filename: name, mimeType: type }) => {
      stream.on("error", (cause) => refuse("multipart", cause));
      if (field === undefined) return refuse("file without a field");
      if (!name) return stream.resume();
      if (field !== upload.field || file !== null) return refuse("unexpected file");
      if (!upload.accepts({ name, type })) return refuse("type of file");
      const chunks: Buffer[] = [];
      file = { name, type, bytes: Buffer.alloc(0) };
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("limit", () => refuse("size of file"));
      stream.on("end", () => (file = { name, type, bytes: Buffer.concat(chunks) }));
    });
    parser.on("partsLimit", () => refuse("too many parts"));
    parser.on("error", (cause) => refuse("multipart", cause));
    parser.on("close", () => resolve({ body: fields, file }));
  });
}

const hasLongList = (name: string) => [...name.matchAll(/\[(\d+)\]/g)].some(([, index]) => Number(index) > MAX_LIST_INDEX);

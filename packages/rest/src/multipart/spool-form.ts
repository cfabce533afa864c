import { createWriteStream, openAsBlob } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { AppError } from "@causeway/contract";
import busboy from "busboy";

const LIMITS = { files: 4, fields: 20, parts: 24, fieldNameSize: 100, fieldSize: 10_000, headerPairs: 20 };

export interface SpooledForm extends AsyncDisposable {
  /** Its files lie on disk until disposal, whatever their size. */
  form: FormData;
}

const malformed = (cause?: unknown) =>
  new AppError({ code: "BAD_REQUEST", reason: "BODY_MALFORMED", message: "The body is not a multipart form.", cause });
const tooLarge = (message: string) => new AppError({ code: "PAYLOAD_TOO_LARGE", reason: "BODY_TOO_LARGE", message });

/** Reads a multipart form as it comes in. Throws `BODY_MALFORMED`, `BODY_TOO_LARGE`. */
export async function spoolForm(request: Request, { maxFileBytes }: { maxFileBytes: number }): Promise<SpooledForm> {
  const folder = await mkdtemp(join(tmpdir(), "causeway-upload-"));
  const dispose = () => rm(folder, { recursive: true, force: true });
  try {
    return { form: await readForm(request, { folder, maxFileBytes }), [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

interface Part {
  name: string;
  value: string | Promise<File>;
}

async function readForm(request: Request, { folder, maxFileBytes }: { folder: string; maxFileBytes: number }): Promise<FormData> {
  if (!request.body) throw malformed();
  const parser = openParser(request, maxFileBytes);
  const parts: Part[] = [];
  // What goes wrong with the streams when reading stops is not the reason.
  let refusal: AppError | undefined;
  const stop = (error: AppError) => {
    refusal ??= error;
    parser.destroy(error);
  };
  parser.on("field", (name, value, { nameTruncated, valueTruncated }) => {
    if (nameTruncated || valueTruncated) stop(tooLarge("A field of the form is too long."));
    else parts.push({ name, value });
  });
  parser.on("file", (name, content, { filename, mimeType }) => {
    const path = join(folder, String(parts.length));
    content.once("limit", () => stop(tooLarge(`The file is larger than ${maxFileBytes / (1024 * 1024)} MB.`)));
    const file = pipeline(content, createWriteStream(path, { flags: "wx" })).then(async () => {
      const bytes = await openAsBlob(path, { type: mimeType });
      return new File([bytes], filename ?? "", { type: mimeType });
    });
    // Looked at when all has been read.
    file.catch(() => undefined);
    parts.push({ name, value: file });
  });
  for (const limit of ["partsLimit", "filesLimit", "fieldsLimit"] as const) {
    parser.once(limit, () => stop(tooLarge("The form has too many parts.")));
  }
  try {
    await pipeline(request.body, parser);
    const form = new FormData();
    for (const { name, value } of parts) form.append(name, await value);
    return form;
  } catch (error) {
    throw refusal ?? malformed(error);
  }
}

function openParser(request: Request, maxFileBytes: number): busboy.Busboy {
  try {
    return busboy({
      headers: Object.fromEntries(request.headers),
      defParamCharset: "utf8",
      // Reaching the limit is told, exceeding it is not.
      limits: { ...LIMITS, fileSize: maxFileBytes + 1 },
    });
  } catch (error) {
    throw malformed(error);
  }
}

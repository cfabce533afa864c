import { AppError, FILE_TYPES, type FilePurpose } from "@causeway/contract";
import { fileTypeFromBuffer } from "file-type";
import { endingOf } from "./clean-name.ts";

/** What tells most kinds of files from each other stands within so many bytes. */
export const HEAD_BYTES = 4100;

/** Where a reader of zip archives looks for their directory: at the end, before a comment. */
const ZIP_TAIL_BYTES = 22 + 65_535;
const ZIP_DIRECTORY = Buffer.from("PK\u0005\u0006", "latin1");
const MARKUP = /<script|<\?php|<html|<svg[\s>]|<!doctype|<iframe/i;

function refuse(purpose: FilePurpose, found: string): AppError {
  const names = Object.values(FILE_TYPES[purpose]).flat().join(", ");
  return new AppError({
    code: "BAD_REQUEST",
    reason: "FILE_TYPE_REFUSED",
    message: `This is ${found}, whatever its name says. Accepted are: ${names}.`,
  });
}

function suspicious(what: string): AppError {
  return new AppError({
    code: "BAD_REQUEST",
    reason: "FILE_SUSPICIOUS",
    message: `This file is ${what} as well. Save it again in a picture editor and send that.`,
  });
}

/** The media type of a text begins where a binary one can be ruled out; that it is one with commas is for its reader to find. */
function textType(head: Buffer): string | null {
  const hasWideMark = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  const isMarkup = /^[\s\ufeff\u00ef\u00bb\u00bf]*</.test(head.toString("latin1", 0, 1024));
  return (hasWideMark || !head.includes(0)) && !isMarkup ? "text/csv" : null;
}

function isSvg(head: Buffer): boolean {
  return /<svg[\s>]|<!doctype svg/i.test(head.toString("latin1"));
}

/**
 * The media type by the content. Throws `FILE_TYPE_REFUSED` where the purpose does not allow it, `FILE_NAME_CONTRADICTS` where the
 * name's ending is that of another type.
 */
export async function inspectType(purpose: FilePurpose, name: string, head: Buffer): Promise<string> {
  const found = (await fileTypeFromBuffer(head))?.mime ?? null;
  if (purpose === "campaign-picture" && isSvg(head)) throw refuse(purpose, "an SVG, which can carry scripts");
  const mediaType = found ?? textType(head) ?? "application/octet-stream";
  const allowed = new Map<string, readonly string[]>(Object.entries(FILE_TYPES[purpose])).get(mediaType);
  if (!allowed) throw refuse(purpose, found ? `a file of the type ${found}` : "none of the files that are taken here");
  const ending = endingOf(name);
  if (ending !== "" && !allowed.includes(ending)) {
    throw new AppError({
      code: "BAD_REQUEST",
      reason: "FILE_NAME_CONTRADICTS",
      message: `The name ends in .${ending}, but the content is ${mediaType}. Give the file its right name.`,
    });
  }
  return mediaType;
}

/** Throws `FILE_SUSPICIOUS` for a picture that other programs take for an archive, a page, a script or a document. */
export function refusePolyglots(bytes: Buffer): void {
  if (bytes.subarray(-ZIP_TAIL_BYTES).includes(ZIP_DIRECTORY)) throw suspicious("a zip archive");
  if (bytes.subarray(0, 1024).includes("%PDF-")) throw suspicious("a PDF");
  if (MARKUP.test(bytes.toString("latin1"))) throw suspicious("a page with code");
}

import type { UploadedFile } from "./upload.ts";

/** A request as it came in, its path and query as the old server saw them. */
export interface IncomingLegacyRequest {
  method: string;
  /** Not decoded. */
  path: string;
  /** Without the question mark, not decoded. */
  search: string;
  headers: Headers;
  /** Null when there is none; an empty one is not null. */
  body: ReadableStream<Uint8Array> | null;
}

/** The same after the framework's dialect has read it. */
export interface LegacyRequest<TParam extends string = string> {
  method: string;
  path: string;
  params: Readonly<Record<TParam, string>>;
  query: Readonly<Record<string, string | string[] | undefined>>;
  headers: Headers;
  /** Undefined when the old server saw no body: none was sent, or one of a type it did not read. */
  body: unknown;
  /** Of a route that takes one, if it was sent. */
  file: UploadedFile | null;
}

/** The fields of a body as an old handler reads them: a missing field, like any field of a list, is undefined. */
export function fieldsOf(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === "object" && body !== null && !Array.isArray(body) ? { ...body } : {};
}

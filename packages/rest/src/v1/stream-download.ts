import { ExportPart } from "@causeway/contract";

export interface DownloadParts {
  /** What the procedure gave when it was first called. */
  first: unknown;
  /** Calls it again from a cursor. */
  next: (cursor: string) => Promise<unknown>;
  fileName: string;
}

/**
 * All parts of an export as one file, each asked for when the one before has been taken. Nothing can be said any more once the
 * file has begun: a failure breaks it off, so that nobody takes a part for the whole.
 */
export function streamDownload({ first, next, fileName }: DownloadParts): Response {
  let part: ExportPart | null = ExportPart.parse(first);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (part === null) return controller.close();
      controller.enqueue(encoder.encode(part.text));
      part = part.nextCursor === null ? null : ExportPart.parse(await next(part.nextCursor));
    },
  });
  return new Response(body, {
    headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": `attachment; filename="${fileName}"` },
  });
}

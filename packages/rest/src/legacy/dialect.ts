import type { LegacyReply } from "./reply.ts";
import type { IncomingLegacyRequest, LegacyRequest } from "./request.ts";
import type { LegacyUpload, UploadedForm } from "./upload.ts";

/** The parameters of a path, or null for another path. Throws when a parameter cannot be decoded. */
export type MatchPath = (path: string) => Record<string, string> | null;

/** How an old framework treats every request, whatever its route. One object per framework; options say how an app used it. */
export interface Dialect {
  /** An answer that needs no route, such as a preflight; null to go on. */
  intercept(request: IncomingLegacyRequest): LegacyReply | null;
  /**
   * Undefined when the framework would not have read a body. Throws on one it would have refused. `findRoute` gives undefined where
   * nothing answers to the path; what it throws comes after the body.
   */
  readBody(request: IncomingLegacyRequest, findRoute: () => { takesForm: boolean } | undefined): Promise<unknown>;
  /** A multipart form, for routes that take a file; null for any other request. Throws on one it would have refused. */
  readUpload(request: IncomingLegacyRequest, upload: LegacyUpload): Promise<UploadedForm | null>;
  readQuery(search: string): LegacyRequest["query"];
  /** `pattern` is written with `:name` parameters. */
  matcher(pattern: string): MatchPath;
  /** `allowed` are the methods of the path, none for an unknown one. */
  notFound(request: IncomingLegacyRequest, allowed: readonly string[]): LegacyReply;
  /** The general answer to whatever no route has foreseen. */
  failed(error: unknown): LegacyReply;
  /** Puts the framework's own headers around the answer. `serverHeaders` come first: what the old answer says wins. */
  send(reply: LegacyReply, request: IncomingLegacyRequest, serverHeaders: Readonly<Record<string, string>>): Response;
}

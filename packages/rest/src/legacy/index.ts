export { everyPage } from "./every-page.ts";
export { createLegacyApp, type LegacyAppOptions } from "./create-legacy-app.ts";
export type { Dialect, MatchPath } from "./dialect.ts";
export { express, type ExpressOptions } from "./dialects/express.ts";
export { fastapi } from "./dialects/fastapi.ts";
export { type Misfit, unprocessable } from "./dialects/fastapi/read-body.ts";
export type { LegacyEnv, LegacyRequestFacts } from "./env.ts";
export type { LegacyUpload, UploadedFile, UploadedForm } from "./upload.ts";
export type { RecordedExchange, RecordedPart, ReplayedAnswer, ReplayRules } from "./exchange.ts";
export { orNull } from "./or-null.ts";
export { legacyOpenApi } from "./openapi.ts";
export { type LegacyBody, LegacyRefusal, LegacyReply } from "./reply.ts";
export { fieldsOf, type IncomingLegacyRequest, type LegacyRequest } from "./request.ts";
export {
  type AccessRule,
  type At,
  type CallAs,
  legacyTable,
  type LegacyPath,
  type LegacyRow,
  type ReadUpload,
  type RowOptions,
  type Who,
  type WriteRow,
} from "./row.ts";

export type { Auth, BearerAuth, CookieAuth, RefreshAuth } from "./auth/auth.ts";
export type { OldCookie, OldToken } from "./auth/old-token.ts";
export { type CausewayClient, createClient } from "./create-client.ts";
export { type AnyReason, CausewayError, type ClientReason, isCausewayError, type Reason } from "./errors.ts";
export type { ClientOptions, EventSourceClass, Fetch } from "./options.ts";
export type { AppRouter, InputIssue, RouterInputs, RouterOutputs, ServerReason } from "./server-types.ts";

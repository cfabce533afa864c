import {
  ACCOUNT_REASONS,
  API_KEY_REASONS,
  AUDIT_REASONS,
  CAMPAIGN_REASONS,
  CHECKLIST_REASONS,
  COMMON_REASONS,
  CONTACT_REASONS,
  CROSSING_REASONS,
  ERROR_KINDS,
  FILE_REASONS,
  type ErrorKind,
  HTTP_REASONS,
  IDENTITY_REASONS,
  JOB_REASONS,
  MAIL_REASONS,
  OLD_TOKEN_REASONS,
  QUARANTINE_REASONS,
  RESTAURANT_REASONS,
  ROLE_REASONS,
  RUN_REASONS,
  SECOND_FACTOR_REASONS,
  USER_REASONS,
} from "@causeway/contract";
import type { AppRouter } from "@causeway/router";
import type { Route } from "../v1/routes.ts";

/** A feature without an entry does not compile. */
const FEATURE_REASONS: Record<Exclude<keyof AppRouter, "_def" | "createCaller">, readonly string[]> = {
  identity: [...IDENTITY_REASONS, ...ACCOUNT_REASONS, ...SECOND_FACTOR_REASONS, ...OLD_TOKEN_REASONS],
  apiKeys: API_KEY_REASONS,
  secondFactor: [...IDENTITY_REASONS, ...ACCOUNT_REASONS, ...SECOND_FACTOR_REASONS],
  restaurants: RESTAURANT_REASONS,
  campaigns: [...CAMPAIGN_REASONS, "FILE_NOT_FOUND", "IMPORT_NOT_FOUND"],
  contacts: [...CONTACT_REASONS, "FILE_NOT_FOUND"],
  checklists: CHECKLIST_REASONS,
  files: FILE_REASONS,
  jobs: JOB_REASONS,
  mail: MAIL_REASONS,
  audit: AUDIT_REASONS,
  roles: ROLE_REASONS,
  users: USER_REASONS,
  crossings: [...CROSSING_REASONS, ...OLD_TOKEN_REASONS, ...QUARANTINE_REASONS, ...RUN_REASONS, "USER_RANK"],
};

const REASONS = new Map(Object.entries(FEATURE_REASONS));

/** The reasons that a feature adds to those that every call can fail with. */
export function reasonsOf(feature: string): readonly string[] {
  return REASONS.get(feature) ?? [];
}

/** Every reason that a call of any of these features can fail with. */
export function allReasons(features: readonly string[]): string[] {
  return [...COMMON_REASONS, ...HTTP_REASONS, ...features.flatMap(reasonsOf)];
}

export interface Failure {
  status: number;
  /** What it means to a caller. */
  meaning: string;
  /** One of the reasons that it can have. */
  reason: string;
  /** The same request may be tried again, after `Retry-After`. */
  isRetry: boolean;
  /** Only a call that changes something, or sends a body, can fail with it. */
  isOnlyPost: boolean;
}

type Row = [kind: ErrorKind, reason: string, meaning: string, only?: "POST"];
const ROWS: Row[] = [
  ["BAD_REQUEST", "INVALID_INPUT", "The input does not fit; `issues` says where."],
  ["UNAUTHORIZED", "NOT_SIGNED_IN", "Nobody is signed in, or the session has ended."],
  ["FORBIDDEN", "PERMISSION_MISSING", "The caller may not do this."],
  ["NOT_FOUND", "RESTAURANT_NOT_FOUND", "It does not exist, or not for this caller."],
  ["CONFLICT", "ROW_CONFLICT", "It contradicts what is there already.", "POST"],
  ["PRECONDITION_FAILED", "ROW_CONFLICT", "It has changed since it was read.", "POST"],
  ["PAYLOAD_TOO_LARGE", "BODY_TOO_LARGE", "The body is larger than allowed.", "POST"],
  ["TOO_MANY_REQUESTS", "TOO_BUSY", "Too many requests; `Retry-After` says when to try again."],
  ["INTERNAL", "INTERNAL", "Something went wrong on the server; the log has more under the request id."],
  ["UNAVAILABLE", "TOO_BUSY", "The server is too busy at the moment; `Retry-After` says when to try again."],
];

/** Every failing answer there is: the ten kinds, and the one that HTTP adds. */
export const FAILURES: readonly Failure[] = [
  ...ROWS.map(([kind, reason, meaning, only]) => {
    const { status, retry } = ERROR_KINDS[kind];
    return { status, reason, meaning, isRetry: retry, isOnlyPost: only === "POST" };
  }),
  { status: 415, reason: "UNSUPPORTED_MEDIA_TYPE", meaning: "The body is not JSON.", isRetry: false, isOnlyPost: true },
];

/** How a call of this route can fail. */
export function failuresOf({ method, input }: Route): Failure[] {
  const bare = input === null && method === "GET" ? [ERROR_KINDS.BAD_REQUEST.status, ERROR_KINDS.NOT_FOUND.status] : [];
  return FAILURES.filter(({ status, isOnlyPost }) => (method === "POST" || !isOnlyPost) && !bare.some((other) => other === status));
}

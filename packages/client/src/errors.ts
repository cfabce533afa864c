import { TRPCClientError } from "@trpc/client";
import type { AppRouter, InputIssue, ServerReason } from "./server-types.ts";

/**
 * What goes wrong before or without an answer of the server's. `ANSWER_UNREADABLE` is an answer that is not the server's
 * own, such as a proxy's error page; `CLIENT_FAILED` is a fault in how the client is used: `cause` tells.
 */
export type ClientReason = "NETWORK_FAILED" | "TIMED_OUT" | "ABORTED" | "ANSWER_UNREADABLE" | "CLIENT_FAILED";

export type Reason = ServerReason | ClientReason;

/** A server that is newer than this client may have reasons that it does not know. */
export type AnyReason = Reason | (string & {});

type Answer = NonNullable<TRPCClientError<AppRouter>["shape"]>;

export interface CausewayErrorOptions<TReason extends string> {
  reason: TReason;
  /** Fit to be shown to the user. */
  message: string;
  status?: number | null;
  retryAfterSeconds?: number | null;
  /** What the server said, where it did. */
  answer?: Answer;
  cause?: unknown;
}

/** The one error that calls end with. `message` may always be shown; programs compare `reason`. */
export class CausewayError<TReason extends string = AnyReason> extends TRPCClientError<AppRouter> {
  override readonly name: string = "CausewayError";
  readonly reason: TReason;
  /** The HTTP status; null when there was no answer. */
  readonly status: number | null;
  /** The broken rules of an input that was refused as `INVALID_INPUT`; empty otherwise. */
  readonly issues: readonly InputIssue[];
  /** Facts that come with the reason. */
  readonly details: Readonly<Record<string, unknown>>;
  /** What to quote to whoever runs the server; null when it did not answer. */
  readonly requestId: string | null;
  /** Seconds until the server wants to be asked again; null when it did not say. */
  readonly retryAfterSeconds: number | null;

  constructor({ reason, message, status, retryAfterSeconds, answer, cause }: CausewayErrorOptions<TReason>) {
    super(message, { ...(answer ? { result: { error: answer } } : {}), ...(cause instanceof Error ? { cause } : {}) });
    // The base class sets the prototype to its own.
    Object.setPrototypeOf(this, new.target.prototype);
    this.reason = reason;
    this.status = status ?? answer?.data.httpStatus ?? null;
    this.issues = answer?.data.issues ?? [];
    this.details = answer?.data.details ?? {};
    this.requestId = answer?.data.requestId ?? null;
    this.retryAfterSeconds = retryAfterSeconds ?? null;
  }
}

/**
 * True for an error that a call of this client ended with; with reasons given, only for those:
 * `if (isCausewayError(error, "EMAIL_TAKEN")) …`
 */
export function isCausewayError(error: unknown): error is CausewayError;
export function isCausewayError<TReason extends Reason>(
  error: unknown,
  ...reasons: [TReason, ...TReason[]]
): error is CausewayError<TReason>;
export function isCausewayError(error: unknown, ...reasons: string[]): boolean {
  return error instanceof CausewayError && (reasons.length === 0 || reasons.includes(error.reason));
}

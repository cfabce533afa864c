export interface OutgoingSms {
  /** E.164, such as `+15550100001`. */
  to: string;
  body: string;
  /** Where the service reports what became of the message. */
  statusUrl?: string;
}

export interface AcceptedSms {
  /** The service's own id of the message. */
  id: string;
  /** Millionths of the currency's unit; null when the service tells later. */
  costMicros: number | null;
}

/** A report about a message. Reports come in any order, and more than once. */
export interface SmsReport {
  kind: "report";
  id: string;
  status: "sent" | "delivered" | "failed";
  errorCode: string | null;
  costMicros: number | null;
}

/** A message that somebody sent to us. */
export interface IncomingSms {
  kind: "incoming";
  /** The service's own id: the same message may be handed over more than once. */
  id: string;
  from: string;
  to: string;
  body: string;
}

export type SmsCallback = SmsReport | IncomingSms;

export interface SignedRequest {
  /** The address as the service called it, with its query. */
  url: string;
  headers: Headers;
  body: string;
}

/** Sends text messages. Throws `ProviderError`. */
export interface SmsProvider {
  readonly name: string;
  send(message: OutgoingSms, signal?: AbortSignal): Promise<AcceptedSms>;
  /** A message with this text to this number since then, if the service has one: for sends that were never answered. */
  find(message: { to: string; body: string; since: Date }, signal?: AbortSignal): Promise<AcceptedSms | null>;
  /** What became of a message, for where reports cannot reach or were lost. Null while nothing is known, or of no such message. */
  findReport(id: string, signal?: AbortSignal): Promise<SmsReport | null>;
  /**
   * Reads a report or an incoming message after checking its signature; null for a genuine one that tells nothing yet. Throws
   * `ProviderError`: `refused` on a wrong signature, `malformed` on what makes no sense.
   */
  readCallback(request: SignedRequest): Promise<SmsCallback | null>;
}

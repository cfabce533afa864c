/** A part of a recorded multipart body. */
export interface RecordedPart {
  name: string;
  value?: string;
  filename?: string;
  content_type?: string;
  content?: string;
  content_base64?: string;
  content_repeat?: { byte: number; count: number };
}

/** One request to an old server and what it answered. */
export interface RecordedExchange {
  seq: number;
  /** Exchanges of one phase were made in the order of `seq` on one database of their own. */
  phase: string;
  name: string;
  recorded_at: string;
  /** The exchange of the same phase whose answer holds the token in the Authorization header. */
  auth_from?: string;
  /** A token that was made by hand; times in seconds relative to `recorded_at`. */
  auth_forged?: {
    alg: string;
    secret: string;
    claims: Record<string, unknown>;
    times_relative_to_recorded_at_s?: Record<string, number>;
  };
  /** Dates in the body and how many days before the recording they were. */
  csv_dates_days_before_recording?: Record<string, number>;
  request: {
    method: string;
    path: string;
    headers?: Record<string, string>;
    body?: unknown;
    body_raw?: string | { bytes: number };
    multipart?: RecordedPart[];
  };
  response: {
    /** Null when the connection was closed without an answer. */
    status: number | null;
    /** Null for a header that was not there. */
    headers?: Record<string, string | null>;
    body?: unknown;
  };
}

/** What came back when an exchange was replayed. */
export interface ReplayedAnswer {
  status: number | null;
  headers: Record<string, string>;
  /** Parsed where it is JSON, else text. */
  body: unknown;
}

/** What may differ between a recording and a replay of one system. */
export interface ReplayRules {
  /** Fields whose text or number is new at every request, by key: only the form is compared. */
  varying: readonly string[];
  /** Instants by key: those from before the recording are compared, all others by their form. */
  instants: readonly string[];
  /** Lists by key whose order follows from instants, with the key that orders them instead where these vary. */
  lists: Readonly<Record<string, string>>;
  /** Texts by key of which the old server chose one at random. */
  choices: Readonly<Record<string, readonly string[]>>;
  /** Texts by key that are new at every request, but for a form that this gives: what has not the form stays as it is. */
  forms: Readonly<Record<string, (text: string, at: { hasRecordedClock: boolean }) => string>>;
  /** Lives of tokens, in seconds; tokens are compared by their claims. */
  tokenLifetime: number;
  /** Differences that are declared: the id of the divergence that explains one. */
  declared: readonly { divergence: string; explains(exchange: RecordedExchange, answer: ReplayedAnswer): boolean }[];
  /** True for a route of the old API that is not served yet. */
  isNotServed(method: string, path: string): boolean;
}

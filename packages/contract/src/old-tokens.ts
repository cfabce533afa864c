import { z } from "zod";
import { TokenDelivery } from "./identity.ts";

export const OLD_TOKEN_REASONS = ["OLD_TOKEN_REFUSED", "OLD_SESSIONS_UNKNOWN"] as const;

export const ExchangeOldTokenInput = z.object({
  /** Such as `momentum`. */
  system: z.string().min(1).max(100),
  /** What the old system gave out; left out by browsers whose cookie carries it. */
  token: z.string().min(1).max(8192).optional(),
  delivery: TokenDelivery,
});
export type ExchangeOldTokenInput = z.infer<typeof ExchangeOldTokenInput>;

/**
 * `accepted`: by an old route. `exchanged`: for a session. `closed`: genuine, after the window. `refused`: everything else that
 * was presented.
 */
export const TOKEN_USE_RESULTS = ["accepted", "exchanged", "closed", "refused"] as const;
export const TokenUseResult = z.enum(TOKEN_USE_RESULTS);
export type TokenUseResult = z.infer<typeof TokenUseResult>;

const Count = z.number().int();

export const TokenWindowDay = z.object({
  /** `YYYY-MM-DD`, UTC. */
  day: z.string(),
  accepted: Count,
  exchanged: Count,
  closed: Count,
  refused: Count,
});
export type TokenWindowDay = z.infer<typeof TokenWindowDay>;

/** How long the tokens of one old system are still honoured, and how many still come. */
export const TokenWindow = z.object({
  system: z.string(),
  title: z.string(),
  /** Such as `jwt`, `flask-session`. */
  kinds: z.array(z.string()),
  hasSecret: z.boolean(),
  /** Below 256 bits: tokens are checked with it, none is signed. */
  isSecretShort: z.boolean(),
  isOpen: z.boolean(),
  /** The last day, `YYYY-MM-DD` in UTC; null for none. */
  until: z.string().nullable(),
  /** Today included; null without an end. */
  daysLeft: z.number().int().nullable(),
  /** When a genuine token was last presented; null for never. */
  lastUseDay: z.string().nullable(),
  exchangedSessions: Count,
  /** The last 60 days, oldest first. */
  daily: z.array(TokenWindowDay),
});
export type TokenWindow = z.infer<typeof TokenWindow>;

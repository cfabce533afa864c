/** What should be true of accounts and sessions, in the fewest words: no database, no tokens, no hashes. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Wrong tries that count together. */
export interface Tries {
  failures: number;
  lastAt: number;
  lockedUntil: number;
}

export const noTries = (): Tries => ({ failures: 0, lastAt: -Infinity, lockedUntil: -Infinity });

export interface ModelUser {
  role: "restaurant" | "admin";
  /** Which of the user's passwords is the right one, from 0. */
  password: number;
  tries: Tries;
  isDisabled: boolean;
  /** When a closed account is deleted; null unless its owner closed it. */
  deleteAfter: number | null;
  /** The last step a code was used for; null without a second factor. */
  lastStep: number | null;
}

export interface ModelSession {
  user: number;
  /** Who acts for the user, and when their own session would have ended. */
  actor: { user: number; until: number } | null;
  isOpen: boolean;
  expiresAt: number;
  lastUsedAt: number;
  provenAt: number;
  tries: Tries;
  /** When each refresh token but the last was exchanged. */
  exchangedAt: number[];
  accessUntil: number[];
}

export interface Model {
  users: ModelUser[];
  sessions: ModelSession[];
  /** Links for a new password, and those that take a deletion back. */
  resets: Link[];
  restores: Link[];
  /** A revoked key has ended long ago. */
  keys: { user: number; madeAt: number; endsAt: number }[];
}

interface Link {
  user: number;
  until: number;
  isOpen: boolean;
}

/** Two owners and two administrators: enough for everybody to want what is another's. */
export const newModel = (): Model => ({
  users: (["restaurant", "restaurant", "admin", "admin"] as const).map((role) => ({
    role,
    password: 0,
    tries: noTries(),
    isDisabled: false,
    deleteAfter: null,
    lastStep: null,
  })),
  sessions: [],
  resets: [],
  restores: [],
  keys: [],
});

export const rankOf = ({ role }: ModelUser) => (role === "admin" ? 100 : 10);
export const stepAt = (now: number) => Math.floor(now / (30 * SECOND));

/** Whether a try is let through; a wrong one is counted. */
export function takeTry(tries: Tries, now: number, isRight: boolean): "locked" | "wrong" | "right" {
  if (tries.failures >= 5 && now < tries.lockedUntil) return "locked";
  if (tries.failures >= 5 || now - tries.lastAt > DAY) tries.failures = 0;
  tries.lastAt = now;
  if (isRight) return "right";
  tries.failures++;
  if (tries.failures === 5) tries.lockedUntil = now + 15 * MINUTE;
  return "wrong";
}

export function openSession(model: Model, now: number, input: Partial<ModelSession> & Pick<ModelSession, "user">): number {
  model.sessions.push({
    actor: null,
    isOpen: true,
    expiresAt: now + 30 * DAY,
    lastUsedAt: now,
    provenAt: now,
    tries: noTries(),
    exchangedAt: [],
    accessUntil: [now + 15 * MINUTE],
    ...input,
  });
  return model.sessions.length - 1;
}

/** Whether a session lets its holder do anything at this moment. */
export function isUsable({ users }: Model, session: ModelSession, now: number): boolean {
  const { user, actor, isOpen, expiresAt } = session;
  const owner = users[user];
  if (!owner || !isOpen || now >= expiresAt || owner.isDisabled) return false;
  const admin = actor && users[actor.user];
  return !admin || (!admin.isDisabled && admin.role === "admin" && rankOf(admin) > rankOf(owner));
}

export const isProven = ({ provenAt }: ModelSession, now: number) => now - provenAt <= 10 * MINUTE;

/** The user's own sessions, and those in which the user acts for somebody. */
export function endSessionsOf(model: Model, user: number, but?: number): void {
  for (const [at, session] of model.sessions.entries())
    if (at !== but && (session.user === user || session.actor?.user === user)) session.isOpen = false;
}

/** What exchanging a refresh token gives; `back` is how many newer ones there are. */
export function exchange(model: Model, session: ModelSession, back: number, now: number): "next" | "same" | "ended" | "reused" {
  const owner = model.users[session.user];
  if (!session.isOpen || owner?.isDisabled !== false || now >= session.expiresAt) return "ended";
  if (now - session.lastUsedAt > 7 * DAY) {
    session.isOpen = false;
    return "ended";
  }
  if (back === 0) {
    session.exchangedAt.push(now);
    session.lastUsedAt = now;
    session.accessUntil.push(now + 15 * MINUTE);
    return "next";
  }
  const exchangedAt = session.exchangedAt.at(-back) ?? -Infinity;
  if (back === 1 && now - exchangedAt <= 10 * SECOND) {
    session.accessUntil.push(now + 15 * MINUTE);
    return "same";
  }
  session.isOpen = false;
  return "reused";
}

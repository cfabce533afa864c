import type { TestApp } from "@causeway/testing";
import { isProven, isUsable, type Model, type ModelSession, openSession } from "./identity-model.ts";
import { Refused, type World } from "./identity-world.ts";

/** Model and program side by side, at one moment. */
export interface Scene {
  app: TestApp;
  model: Model;
  world: World;
  now: number;
}

/** One step of a sequence: what is done, and three numbers that pick with whom. */
export type Pick = readonly [number, number, number];
export type Action = (scene: Scene, pick: Pick) => Promise<void>;

export const of = <TItem>(items: readonly TItem[], nth: number): number => nth % Math.max(1, items.length);
export const reasonOf = (outcome: unknown) => (outcome instanceof Refused ? outcome.reason : "fine");

/** A session that the model has usable does something; where there is none, nothing happens: the others are probed. */
export async function withSession(
  { model, world, now }: Scene,
  nth: number,
  act: (session: ModelSession, at: number, as: Awaited<ReturnType<World["as"]>>) => Promise<void>,
): Promise<void> {
  const isAlive = (session: ModelSession) => isUsable(model, session, now) && now < (session.accessUntil.at(-1) ?? 0);
  const alive = [...model.sessions.entries()].filter(([, session]) => isAlive(session));
  const [at, session] = alive[of(alive, nth)] ?? [];
  if (at !== undefined && session) await act(session, at, await world.as(at));
}

export const userIn = ({ users }: Model, nth: number) => {
  const at = of(users, nth);
  const user = users[at];
  if (!user) throw new Error("there are users");
  return { at, user };
};

/** What only the owner of a session, who has proved it lately, may do; null where that is so. */
export function refusalOf(session: ModelSession, now: number): string | null {
  if (session.actor) return "IMPERSONATION_FORBIDS";
  return isProven(session, now) ? null : "PROOF_NEEDED";
}

/** Why the user of this session may not decide about that one; null where they may. `proof`: it needs a recent one. */
export function managingRefusal(
  { model, now }: Scene,
  session: ModelSession,
  target: number,
  { proof = false } = {},
): string | null {
  if (userIn(model, session.user).user.role !== "admin") return "PERMISSION_MISSING";
  if (proof && !isProven(session, now)) return "PROOF_NEEDED";
  return target === session.user ? "USER_IS_YOURSELF" : null;
}

/** The session goes on as another one, with these tokens. */
export function replaceSession({ model, world, now }: Scene, session: ModelSession, tokens: Parameters<World["start"]>[0]): void {
  session.isOpen = false;
  const { user, expiresAt } = session;
  openSession(model, now, { user, expiresAt });
  world.start(tokens);
}

import { tokensOf } from "@causeway/testing";
import { expect } from "vitest";
import { exchange, noTries, openSession, stepAt, takeTry, type ModelUser } from "./identity-model.ts";
import { type Action, of, reasonOf, refusalOf, type Scene, userIn, withSession } from "./identity-scene.ts";
import { attempt, Refused } from "./identity-world.ts";

const closedReason = ({ deleteAfter }: ModelUser) => (deleteAfter === null ? "ACCOUNT_DISABLED" : "ACCOUNT_CLOSING");

/** Exchanges a refresh token of a session; there are `back` newer ones. */
export async function refreshOnce({ app, model, world, now }: Scene, at: number, back: number): Promise<void> {
  const session = model.sessions[at];
  if (!session || back > session.exchangedAt.length) return;
  const real = world.sessionAt(at);
  const refreshToken = real.refresh.at(-1 - back) ?? "";
  const outcome = await attempt(app.caller.identity.refresh({ refreshToken, delivery: "body" }));
  const expected = exchange(model, session, back, now);
  if (outcome instanceof Refused) {
    return expect(outcome.reason).toBe({ ended: "SESSION_ENDED", reused: "REFRESH_REUSED" }[expected as "ended" | "reused"]);
  }
  const tokens = tokensOf(outcome);
  if (expected === "same") expect(tokens.refreshToken).toBe(real.refresh.at(-1));
  else expect([expected, real.refresh.includes(tokens.refreshToken)]).toEqual(["next", false]);
  if (expected === "next") real.refresh.push(tokens.refreshToken);
  real.access.push(tokens.accessToken);
}

/** Getting in, staying in, leaving. */
export const SIGN_IN_ACTIONS: Record<string, Action> = {
  async signIn({ model, world, now }, [a, b, c]) {
    const { at, user } = userIn(model, a);
    const typed = ["right", "right", "right", "wrong", "former"][b % 5];
    const version = typed === "right" ? user.password : typed === "former" ? user.password - 1 : 99;
    const code = c % 5 === 0 ? "wrong" : "right";
    const outcome = await attempt(world.signIn(at, world.password(at, version), code));
    const password = takeTry(user.tries, now, typed === "right");
    if (password !== "right") {
      expect(reasonOf(outcome)).toBe(password === "locked" ? "SIGN_IN_LOCKED" : "CREDENTIALS_WRONG");
      return;
    }
    if (user.isDisabled) return expect(reasonOf(outcome)).toBe(closedReason(user));
    if (user.lastStep !== null) {
      const isRight = code === "right" && stepAt(now) > user.lastStep;
      if (takeTry(user.tries, now, isRight) === "wrong") return expect(reasonOf(outcome)).toBe("CODE_WRONG");
      user.lastStep = stepAt(now);
    }
    user.tries = noTries();
    if (outcome instanceof Refused) throw new Error(outcome.reason);
    openSession(model, now, { user: at });
    world.start(outcome);
  },

  async signInOverAnOldDoor({ model, world, now }, [a, b]) {
    const { at, user } = userIn(model, a);
    if (user.lastStep !== null) return;
    const outcome = await attempt(world.signInAsBefore(at, world.password(at, b % 2 ? user.password : 99)));
    const password = takeTry(user.tries, now, b % 2 === 1);
    if (password === "right" && !user.isDisabled) user.tries = noTries();
    const expected = { locked: "SIGN_IN_LOCKED", wrong: "CREDENTIALS_WRONG", right: user.isDisabled ? closedReason(user) : "fine" };
    expect(reasonOf(outcome)).toBe(expected[password]);
  },

  async refresh(scene, [a, b, c]) {
    const at = of(scene.model.sessions, a);
    for (let times = c % 3; times > 0; times--) await refreshOnce(scene, at, 0);
    await refreshOnce(scene, at, [0, 0, 0, 1, 2, 3][b % 6] ?? 0);
  },

  signOut: (scene, [a]) =>
    withSession(scene, a, async (session, _, as) => {
      await as.identity.signOut();
      session.isOpen = false;
    }),

  endSession: (scene, [a, b]) =>
    withSession(scene, a, async (session, _, as) => {
      const { model, world, now } = scene;
      const at = of(model.sessions, b);
      const target = model.sessions[at];
      const outcome = await attempt(as.identity.endSession({ id: world.sessionId(at) }));
      const refusal = refusalOf(session, now) ?? (target?.user === session.user ? null : "SESSION_NOT_FOUND");
      expect(reasonOf(outcome)).toBe(refusal ?? "fine");
      if (!refusal && target) target.isOpen = false;
    }),

  endOthers: (scene, [a]) =>
    withSession(scene, a, async (session, at, as) => {
      const outcome = await attempt(as.identity.endOtherSessions());
      const refusal = refusalOf(session, scene.now);
      expect(reasonOf(outcome)).toBe(refusal ?? "fine");
      if (refusal) return;
      for (const [other, held] of scene.model.sessions.entries())
        if (other !== at && held.user === session.user) held.isOpen = false;
    }),
};

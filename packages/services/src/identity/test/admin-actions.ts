import { tokensOf } from "@causeway/testing";
import { expect } from "vitest";
import { endSessionsOf, openSession, rankOf, type ModelUser } from "./identity-model.ts";
import { type Action, managingRefusal, of, reasonOf, type Scene, userIn, withSession } from "./identity-scene.ts";
import { attempt, Refused } from "./identity-world.ts";
import { refreshOnce } from "./sign-in-actions.ts";

async function changeRole({ model, world }: Scene, nth: number, role: ModelUser["role"]): Promise<void> {
  const { at, user } = userIn(model, nth);
  user.role = role;
  await world.setRole(at, role);
}

/** The newest session's token is renewed just before the hour of acting is over, and then it is. */
async function outlastTheHour(scene: Scene): Promise<void> {
  const { app, model } = scene;
  app.clock.advance(59 * 60_000);
  await refreshOnce({ ...scene, now: app.clock().getTime() }, model.sessions.length - 1, 0);
  app.clock.advance(2 * 60_000);
}

/** What administrators do to others, and an operator to the database. */
export const ADMIN_ACTIONS: Record<string, Action> = {
  setDisabled: (scene, [a, b, c]) =>
    withSession(scene, a, async (session, _, as) => {
      const { at, user: target } = userIn(scene.model, b);
      const { id } = scene.world.userAt(at);
      for (const isDisabled of [[true], [false], [true, false]][c % 3] ?? []) {
        const outcome = await attempt(isDisabled ? as.users.disable({ id }) : as.users.enable({ id }));
        const refusal = managingRefusal(scene, session, at);
        expect(reasonOf(outcome)).toBe(refusal ?? "fine");
        if (refusal) return;
        if (isDisabled && !target.isDisabled) endSessionsOf(scene.model, at);
        target.isDisabled = isDisabled;
        if (!isDisabled) target.deleteAfter = null;
      }
    }),

  endSessionsOfUser: (scene, [a, b]) =>
    withSession(scene, a, async (session, _, as) => {
      const { at } = userIn(scene.model, b);
      const outcome = await attempt(as.users.endSessions({ id: scene.world.userAt(at).id }));
      const refusal = managingRefusal(scene, session, at);
      expect(reasonOf(outcome)).toBe(refusal ?? "fine");
      if (!refusal) endSessionsOf(scene.model, at);
    }),

  setRole: (scene, [a, b, c]) =>
    withSession(scene, a, async (session, _, as) => {
      const { at, user: target } = userIn(scene.model, b);
      const role = c % 2 ? "admin" : "restaurant";
      const outcome = await attempt(as.users.setRole({ id: scene.world.userAt(at).id, role }));
      const refusal = managingRefusal(scene, session, at, { proof: true });
      expect(reasonOf(outcome)).toBe(refusal ?? "fine");
      if (!refusal) target.role = role;
    }),

  changeRole: (scene, [a, b]) => changeRole(scene, a, b % 2 ? "admin" : "restaurant"),

  resetFactor: (scene, [a, b, c]) =>
    withSession(scene, a, async (session, _, as) => {
      const owners = [...scene.model.users.keys()].filter((nth) => scene.model.users[nth]?.lastStep !== null);
      const { at, user: target } = userIn(scene.model, (c % 4 ? owners[of(owners, b)] : undefined) ?? b);
      const outcome = await attempt(as.secondFactor.reset({ userId: scene.world.userAt(at).id }));
      const missing = target.lastStep === null ? "FACTOR_NONE" : null;
      const refusal = managingRefusal(scene, session, at, { proof: true }) ?? missing;
      expect(reasonOf(outcome)).toBe(refusal ?? "fine");
      if (refusal) return;
      target.lastStep = null;
      endSessionsOf(scene.model, at);
    }),

  impersonate: (scene, [a, b, c]) =>
    withSession(scene, a, async (session, _, as) => {
      const { model, world, now } = scene;
      const { at, user: target } = userIn(model, b);
      const { user: caller } = userIn(model, session.user);
      const outcome = await attempt(as.identity.impersonate({ userId: world.userAt(at).id, delivery: "body" }));
      if (caller.role !== "admin") return expect(reasonOf(outcome)).toBe("PERMISSION_MISSING");
      const isAllowed = rankOf(target) < rankOf(caller) && !target.isDisabled;
      expect(reasonOf(outcome)).toBe(isAllowed ? "fine" : "IMPERSONATION_RANK");
      if (outcome instanceof Refused) return;
      session.isOpen = false;
      const actor = { user: session.user, until: session.expiresAt };
      openSession(model, now, { user: at, actor, expiresAt: Math.min(now + 60 * 60_000, session.expiresAt), provenAt: -Infinity });
      world.start(tokensOf(outcome));
      // An administrator no more, who still holds these tokens.
      if (c % 3 === 0) await changeRole(scene, session.user, "restaurant");
      if (c % 6 === 1) await outlastTheHour(scene);
    }),

  endImpersonation: (scene, [a]) =>
    withSession(scene, a, async (session, _, as) => {
      const { model, world, now } = scene;
      const outcome = await attempt(as.identity.endImpersonation({ delivery: "body" }));
      expect(reasonOf(outcome)).toBe(session.actor ? "fine" : "NOT_IMPERSONATING");
      if (outcome instanceof Refused || !session.actor) return;
      session.isOpen = false;
      openSession(model, now, { user: session.actor.user, expiresAt: session.actor.until, provenAt: -Infinity });
      world.start(tokensOf(outcome));
    }),
};

import { tokensOf } from "@causeway/testing";
import { expect } from "vitest";
import { endSessionsOf, noTries, stepAt, takeTry } from "./identity-model.ts";
import { type Action, of, reasonOf, refusalOf, replaceSession, type Scene, userIn, withSession } from "./identity-scene.ts";
import { attempt, Refused } from "./identity-world.ts";

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** Uses the link of a deletion. */
async function restore({ app, model, world, now }: Scene, at: number): Promise<void> {
  const link = model.restores[at];
  if (!link) return;
  const { user } = userIn(model, link.user);
  const outcome = await attempt(app.caller.identity.restoreAccount({ token: world.restores[at] ?? "" }));
  const isGood = link.isOpen && now < link.until && user.deleteAfter !== null && now < user.deleteAfter;
  expect(reasonOf(outcome)).toBe(isGood ? "fine" : "LINK_INVALID");
  if (!isGood) return;
  Object.assign(user, { isDisabled: false, deleteAfter: null });
  for (const other of model.restores) if (other.user === link.user) other.isOpen = false;
}

/** What people do with what guards their own account. */
export const ACCOUNT_ACTIONS: Record<string, Action> = {
  reauthenticate: (scene, [a, b]) =>
    withSession(scene, a, async (session, _, as) => {
      const isRight = b % 3 !== 0;
      const password = scene.world.password(session.user, isRight ? undefined : 99);
      const outcome = await attempt(as.identity.reauthenticate({ password, delivery: "body" }));
      if (session.actor) return expect(reasonOf(outcome)).toBe("IMPERSONATION_FORBIDS");
      const taken = takeTry(session.tries, scene.now, isRight);
      expect(reasonOf(outcome)).toBe({ locked: "SIGN_IN_LOCKED", wrong: "PASSWORD_WRONG", right: "fine" }[taken]);
      if (!(outcome instanceof Refused)) replaceSession(scene, session, tokensOf(outcome));
    }),

  changePassword: (scene, [a, b]) =>
    withSession(scene, a, async (session, _, as) => {
      const { user: nth } = session;
      const { user } = userIn(scene.model, nth);
      const isRight = b % 4 !== 0;
      const currentPassword = scene.world.password(nth, isRight ? user.password : 99);
      const newPassword = scene.world.password(nth, user.password + 1);
      const outcome = await attempt(as.identity.changePassword({ currentPassword, newPassword, delivery: "body" }));
      if (session.actor) return expect(reasonOf(outcome)).toBe("IMPERSONATION_FORBIDS");
      const taken = takeTry(session.tries, scene.now, isRight);
      expect(reasonOf(outcome)).toBe({ locked: "SIGN_IN_LOCKED", wrong: "PASSWORD_WRONG", right: "fine" }[taken]);
      if (outcome instanceof Refused) return;
      user.password++;
      endSessionsOf(scene.model, nth);
      for (const reset of scene.model.resets) if (reset.user === nth) reset.isOpen = false;
      replaceSession(scene, session, tokensOf(outcome));
    }),

  async mailReset({ model, world, now }, [a]) {
    const { at } = userIn(model, a);
    await world.mailReset(at);
    model.resets.push({ user: at, until: now + 60 * 60_000, isOpen: true });
  },

  async useReset({ app, model, world, now }, [a]) {
    const reset = model.resets[of(model.resets, a)];
    if (!reset) return;
    const { user } = userIn(model, reset.user);
    const token = world.resets[of(model.resets, a)] ?? "";
    const password = world.password(reset.user, user.password + 1);
    const outcome = await attempt(app.caller.identity.resetPassword({ token, password }));
    const isGood = reset.isOpen && now < reset.until && !user.isDisabled;
    expect(reasonOf(outcome)).toBe(isGood ? "fine" : "LINK_INVALID");
    if (!isGood) return;
    user.password++;
    user.tries = noTries();
    endSessionsOf(model, reset.user);
    for (const other of model.resets) if (other.user === reset.user) other.isOpen = false;
  },

  setUpFactor: (scene, [a]) =>
    withSession(scene, a, async (session, _, as) => {
      const { user } = userIn(scene.model, session.user);
      const begun = await attempt(as.secondFactor.begin());
      expect(reasonOf(begun)).toBe(refusalOf(session, scene.now) ?? (user.lastStep === null ? "fine" : "FACTOR_EXISTS"));
      if (begun instanceof Refused) return;
      scene.world.userAt(session.user).secret = begun.secret;
      await as.secondFactor.confirm({ code: scene.world.code(session.user) });
      user.lastStep = stepAt(scene.now);
    }),

  turnOffFactor: (scene, [a, b]) =>
    withSession(scene, a, async (session, _, as) => {
      const { world, now } = scene;
      const { user } = userIn(scene.model, session.user);
      const isTyped = b % 3 !== 0;
      const code = isTyped && user.lastStep !== null ? world.code(session.user) : "x00000";
      const outcome = await attempt(as.secondFactor.disable({ code }));
      const refusal = refusalOf(session, now) ?? (user.lastStep === null ? "FACTOR_NONE" : null);
      if (refusal || user.lastStep === null) return expect(reasonOf(outcome)).toBe(refusal);
      const taken = takeTry(session.tries, now, isTyped && stepAt(now) > user.lastStep);
      expect(reasonOf(outcome)).toBe({ locked: "SIGN_IN_LOCKED", wrong: "CODE_WRONG", right: "fine" }[taken]);
      if (taken !== "right") return;
      session.tries = noTries();
      user.lastStep = null;
    }),

  createKey: (scene, [a]) =>
    withSession(scene, a, async (session, _, as) => {
      const { model, world, now } = scene;
      const outcome = await attempt(as.apiKeys.create({ name: "a key", scopes: ["restaurant:read"], expiresInDays: null }));
      expect(reasonOf(outcome)).toBe(refusalOf(session, now) ?? "fine");
      if (outcome instanceof Refused) return;
      world.keys.push({ id: outcome.apiKey.id, text: outcome.key });
      model.keys.push({ user: session.user, madeAt: now, endsAt: Infinity });
    }),

  rotateKey: (scene, [a, b]) =>
    withSession(scene, a, async (session, _, as) => {
      const { model, world, now } = scene;
      const at = of(model.keys, b);
      const [key, real] = [model.keys[at], world.keys[at]];
      if (!key || !real) return;
      const outcome = await attempt(as.apiKeys.rotate({ id: real.id, overlapHours: 1 }));
      const missing = key.user === session.user ? null : "API_KEY_NOT_FOUND";
      const refusal = refusalOf(session, now) ?? missing ?? (now < key.endsAt ? null : "API_KEY_ENDED");
      expect(reasonOf(outcome)).toBe(refusal ?? "fine");
      if (outcome instanceof Refused) return;
      // As long a life as the one before, which may have been cut short by a rotation already.
      model.keys.push({ user: key.user, madeAt: now, endsAt: now + (key.endsAt - key.madeAt) });
      key.endsAt = Math.min(key.endsAt, now + HOUR);
      world.keys.push({ id: outcome.apiKey.id, text: outcome.key });
    }),

  revokeKey: (scene, [a, b]) =>
    withSession(scene, a, async (session, _, as) => {
      const at = of(scene.model.keys, b);
      const [key, real] = [scene.model.keys[at], scene.world.keys[at]];
      if (!key || !real) return;
      const outcome = await attempt(as.apiKeys.revoke({ id: real.id }));
      const isAdmin = userIn(scene.model, session.user).user.role === "admin";
      const refusal = session.actor ? "IMPERSONATION_FORBIDS" : key.user === session.user || isAdmin ? null : "API_KEY_NOT_FOUND";
      expect(reasonOf(outcome)).toBe(refusal ?? "fine");
      if (!refusal) key.endsAt = -Infinity;
    }),

  deleteAccount: (scene, [a, b]) =>
    withSession(scene, a, async (session, _, as) => {
      const { model, world, now } = scene;
      const { user } = userIn(model, session.user);
      const { restaurantId } = world.userAt(session.user);
      const outcome = await attempt(as.identity.deleteAccount({ restaurantIds: [restaurantId] }));
      expect(reasonOf(outcome)).toBe(refusalOf(session, now) ?? "fine");
      if (outcome instanceof Refused) return;
      Object.assign(user, { isDisabled: true, deleteAfter: now + 14 * DAY });
      endSessionsOf(model, session.user);
      for (const reset of model.resets) if (reset.user === session.user) reset.isOpen = false;
      await world.mailRestore(session.user);
      model.restores.push({ user: session.user, until: now + 14 * DAY, isOpen: true });
      if (b % 2) await restore(scene, model.restores.length - 1);
    }),

  restoreAccount: (scene, [a]) => restore(scene, of(scene.model.restores, a)),
};

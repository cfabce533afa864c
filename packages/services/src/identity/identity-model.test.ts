import { BUILT_IN_ROLES } from "@causeway/contract";
import { createTestApp, DIALECTS } from "@causeway/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACCOUNT_ACTIONS } from "./test/account-actions.ts";
import { ADMIN_ACTIONS } from "./test/admin-actions.ts";
import { isUsable, type Model, newModel } from "./test/identity-model.ts";
import { type Action, reasonOf, type Scene, userIn } from "./test/identity-scene.ts";
import { attempt, createWorld, hashQuickly, Refused } from "./test/identity-world.ts";
import { SIGN_IN_ACTIONS } from "./test/sign-in-actions.ts";

/** Long waits end most sessions, so they are rare. */
const WAITS = [1, 9, 11, 31, 31, 61, 61, 11 * 60, 16 * 60, 61 * 60, 25 * 3600, 8 * 24 * 3600, 15 * 24 * 3600];

const ACTIONS: Record<string, Action> = {
  ...SIGN_IN_ACTIONS,
  ...ACCOUNT_ACTIONS,
  ...ADMIN_ACTIONS,
  wait: ({ app }, [a]) => {
    app.clock.advance((WAITS[a % WAITS.length] ?? 1) * 1000);
    return Promise.resolve();
  },
};

/** Access tokens of a session that are tried after each step, newest first. */
const PROBED = 2;

/** Whoever holds a token is who the model says, with that role's permissions, and nobody else. */
async function probeSession({ model, world, now }: Scene, nth: number): Promise<void> {
  const session = model.sessions[nth];
  if (!session) return;
  for (const [back, until] of [...session.accessUntil].reverse().slice(0, PROBED).entries()) {
    const principal = await attempt(world.principal(nth, back));
    const isExpected = isUsable(model, session, now) && now < until;
    expect([nth, back, !(principal instanceof Refused)]).toEqual([nth, back, isExpected]);
    if (principal instanceof Refused) continue;
    const { user } = userIn(model, session.user);
    expect(principal).toMatchObject({
      userId: world.userAt(session.user).id,
      impersonatorUserId: session.actor ? world.userAt(session.actor.user).id : null,
      role: user.role,
      permissions: new Set(BUILT_IN_ROLES[user.role].permissions),
    });
  }
}

/** A key is its user with what was chosen, whatever else that user may do, and has no session. */
async function probeKey({ model, world, now }: Scene, nth: number): Promise<void> {
  const key = model.keys[nth];
  if (!key) return;
  const { user } = userIn(model, key.user);
  const principal = await attempt(world.useKey(nth));
  expect([nth, reasonOf(principal)]).toEqual([nth, now < key.endsAt && !user.isDisabled ? "fine" : "API_KEY_INVALID"]);
  if (principal instanceof Refused) return;
  const userId = world.userAt(key.user).id;
  expect(principal).toMatchObject({ userId, sessionId: null, permissions: new Set(["restaurant:read"]) });
}

async function probe(scene: Scene): Promise<void> {
  for (const nth of scene.model.sessions.keys()) await probeSession(scene, nth);
  for (const nth of scene.model.keys.keys()) await probeKey(scene, nth);
}

const names = Object.keys(ACTIONS);
/** Signing in comes often, so that there is something to lose. */
const step = fc.tuple(
  fc.constantFrom(...names, ...Array<string>(6).fill("signIn"), "refresh", "setUpFactor", "wait", "wait"),
  fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99)),
);

describe.each(DIALECTS)("any sequence of what users, devices and administrators do, on %s", (dialect) => {
  it("lets nobody reach what they must not", { timeout: 300_000 }, async () => {
    await using app = await createTestApp({ dialect });
    // Beside those of the sequences, so that none of them is ever the last one.
    await app.createActor({ role: "admin" });
    hashQuickly(app.runtime);
    const property = fc.asyncProperty(fc.array(step, { minLength: 50, maxLength: 120, size: "max" }), async (steps) => {
      const model: Model = newModel();
      const world = await createWorld(app, model);
      for (const [name, pick] of steps) {
        await ACTIONS[name]?.({ app, model, world, now: app.clock().getTime() }, pick);
        await probe({ app, model, world, now: app.clock().getTime() });
      }
    });
    // A sequence that is found is made shorter for four minutes at most.
    await fc.assert(property, { numRuns: dialect === "sqlite" ? 25 : 3, interruptAfterTimeLimit: 240_000 });
  });
});

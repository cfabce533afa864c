export { type Actor, type ActorOptions, anonymousContext, createActor } from "./actors.ts";
export { createTestClock, type TestClock } from "./clock.ts";
export { oldBcryptHash } from "./old-bcrypt.ts";
export { createTestApp, type TestApp, type TestAppOptions } from "./test-app.ts";
export { appCode, beginSignIn, type FactorOwner, setUpFactor } from "./second-factor.ts";
export { tokensOf } from "./tokens-of.ts";
export { DIALECTS, openTestStore, type TestStore } from "./test-store.ts";

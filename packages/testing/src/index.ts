export { type Actor, type ActorOptions, anonymousContext, createActor } from "./actors.ts";
export { createTestClock, type TestClock } from "./clock.ts";
export { oldBcryptHash } from "./old-bcrypt.ts";
export { createTestApp, type TestApp, type TestAppOptions } from "./test-app.ts";
export { DIALECTS, openTestStore, type TestStore } from "./test-store.ts";

export type { RequestIdSource, RestEnv } from "./env.ts";
export { listFormRoutes } from "./multipart/form-routes.ts";
export { lazyForm, type LazyForm } from "./multipart/lazy-form.ts";
export { type Problem, renderProblem } from "./problem.ts";
export { createV1, type V1Options } from "./v1/create-v1.ts";
export * from "./legacy/index.ts";

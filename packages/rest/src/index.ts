export type { RequestIdSource, RestEnv } from "./env.ts";
export { type Problem, renderProblem } from "./problem.ts";
export { createV1, type V1Options } from "./v1/create-v1.ts";
export * from "./legacy/index.ts";

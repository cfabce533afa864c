export * from "./errors.ts";
export * from "./common.ts";
export * from "./permissions.ts";
export * from "./identity.ts";
export * from "./campaigns.ts";
export * from "./checklists.ts";
export * from "./restaurants.ts";
export * from "./crossings.ts";

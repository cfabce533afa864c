// The only file that looks at the server, and at its types alone. In the published package, declarations without any
// dependency on the workspace stand in for it (scripts/published-types.ts).
import type * as contract from "@causeway/contract";
import type { AppRouter, InputIssue } from "@causeway/router";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";

export type { AppRouter, InputIssue };

type ReasonLists = {
  [TName in keyof typeof contract as TName extends `${string}_REASONS` ? TName : never]: (typeof contract)[TName];
};

/** Every reason that the features declare for their failures. */
export type ServerReason = ReasonLists[keyof ReasonLists][number];

/** What each procedure takes, by its path: `RouterInputs["identity"]["signIn"]`. */
export type RouterInputs = inferRouterInputs<AppRouter>;
/** What each procedure answers, by its path: `RouterOutputs["identity"]["me"]`. */
export type RouterOutputs = inferRouterOutputs<AppRouter>;

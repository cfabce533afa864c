import type { Task } from "@causeway/contract";
import { EventSource } from "eventsource";
import { expectTypeOf } from "vitest";
import {
  type CausewayError,
  type ClientOptions,
  createClient,
  isCausewayError,
  type Reason,
  type RouterInputs,
  type RouterOutputs,
  type ServerReason,
} from "./index.ts";

const client = createClient({ url: "", auth: { kind: "cookies" } });

// What a call takes and answers is the procedure's; dates are dates.
expectTypeOf(await client.identity.me.query()).toEqualTypeOf<RouterOutputs["identity"]["me"]>();
expectTypeOf<RouterOutputs["identity"]["me"]["createdAt"]>().toEqualTypeOf<Date>();
expectTypeOf<RouterInputs["identity"]["signIn"]>().toEqualTypeOf<{
  email: string;
  password: string;
  delivery?: "cookie" | "body" | undefined;
}>();
expectTypeOf((await client.restaurants.list.query({ search: "x" })).nextCursor).toEqualTypeOf<string | null>();
client.checklists.watchTasks.subscribe({ restaurantId: "" }, { onData: (tasks) => expectTypeOf(tasks).toEqualTypeOf<Task[]>() });

// @ts-expect-error A query is not a mutation.
void client.identity.me.mutate;
// @ts-expect-error There is no such procedure.
void client.identity.you;
// @ts-expect-error The input has no such key.
void client.restaurants.list.query({ sarch: "x" });

// A reason narrows the error, and one that does not exist is refused.
declare const error: unknown;
if (isCausewayError(error, "EMAIL_TAKEN")) expectTypeOf(error).toEqualTypeOf<CausewayError<"EMAIL_TAKEN">>();
if (isCausewayError(error, "EMAIL_TAKEN", "TIMED_OUT")) expectTypeOf(error.reason).toEqualTypeOf<"EMAIL_TAKEN" | "TIMED_OUT">();
if (isCausewayError(error)) {
  expectTypeOf(error.reason).toExtend<string>();
  expectTypeOf(error.issues).toEqualTypeOf<readonly { path: string; message: string }[]>();
  expectTypeOf(error.retryAfterSeconds).toEqualTypeOf<number | null>();
}
// @ts-expect-error Misspelt.
isCausewayError(error, "EMAIL_TAKN");

expectTypeOf<
  "INVALID_INPUT" | "EMAIL_TAKEN" | "TASK_NOT_FOUND" | "CAMPAIGN_NOT_FOUND" | "RESTAURANT_NOT_FOUND"
>().toExtend<ServerReason>();
expectTypeOf<string>().not.toExtend<Reason>();

// The kinds of `auth` exclude each other.
expectTypeOf<{ url: string; auth: { kind: "bearer"; token: () => Promise<string> } }>().toExtend<ClientOptions>();
expectTypeOf<{ url: string; auth: { kind: "bearer" } }>().not.toExtend<ClientOptions>();
expectTypeOf<{ url: string; auth: { kind: "refresh"; refreshToken: string } }>().not.toExtend<ClientOptions>();
createClient({ url: "", auth: { kind: "cookies" }, EventSource });
createClient({ url: "", auth: { kind: "cookies" }, EventSource: globalThis.EventSource });

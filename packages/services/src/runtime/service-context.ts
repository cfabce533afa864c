import { randomUUID } from "node:crypto";
import { PERMISSIONS } from "@causeway/contract";
import type { Ctx, Runtime } from "./context.ts";

/** For what the process does by itself; `name` stands in its audit rows. */
export function serviceContext(runtime: Runtime, name: string): Ctx {
  const principal = { kind: "service", name, permissions: new Set(PERMISSIONS) } as const;
  return { ...runtime, principal, requestId: randomUUID(), ip: null, userAgent: null };
}

import { randomBytes, randomUUID } from "node:crypto";
import { PERMISSIONS } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { createRuntime, type Ctx, ensureRoles } from "@causeway/services";
import { pino } from "pino";

/** The context of a command: the operator may do everything, and the audit says that it was a command. */
export async function createOperatorContext(db: Db, command: string): Promise<Ctx> {
  const logger = pino({ level: "warn", base: null }, pino.destination(2));
  // Commands sign nothing; the secret only has to be there.
  const runtime = await createRuntime({ db, logger, secret: randomBytes(32).toString("hex") });
  await ensureRoles(db);
  const principal = { kind: "service", name: `command:${command}`, permissions: new Set(PERMISSIONS) } as const;
  return { ...runtime, principal, requestId: randomUUID(), ip: null, userAgent: null };
}

import { randomUUID } from "node:crypto";
import { PERMISSIONS } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { crossingEngines } from "@causeway/legacy";
import { createRuntime, type Ctx, ensureRoles, isSecretOfDatabase, LOG_OPTIONS } from "@causeway/services";
import { pino } from "pino";
import { CliError } from "./cli-error.ts";
import type { Cli } from "./cli.ts";
import { readSecrets } from "./read-secrets.ts";

/** The context of a command: the operator may do everything, and the audit says that it was a command. */
export async function createOperatorContext(db: Db, cli: Cli, command: string): Promise<Ctx> {
  const logger = pino({ ...LOG_OPTIONS, level: "warn" }, pino.destination(2));
  const runtime = await createRuntime({ db, logger, ...readSecrets(cli), crossings: crossingEngines });
  if (!(await isSecretOfDatabase(runtime))) {
    throw new CliError(
      "AUTH_SECRET: this database was written with another secret; set the server's, or DATA_DIR to where the server keeps it (when it was replaced, start the server first)",
    );
  }
  await ensureRoles(db);
  const principal = { kind: "service", name: `command:${command}`, permissions: new Set(PERMISSIONS) } as const;
  return { ...runtime, principal, requestId: randomUUID(), ip: null, userAgent: null };
}

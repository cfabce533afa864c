import { AuthSecret, keptSecret, PreviousAuthSecrets } from "@causeway/services";
import { z } from "zod";
import { CliError } from "./cli-error.ts";
import type { Cli } from "./cli.ts";

const Secrets = z.object({
  AUTH_SECRET: AuthSecret.optional(),
  AUTH_SECRET_PREVIOUS: PreviousAuthSecrets.default([]),
  DATA_DIR: z.string().default("./data"),
});

/** The secrets that the server has, found where it finds them: what a command signs or encrypts is for the server to read. */
export function readSecrets({ env }: Pick<Cli, "env">): { secret: string; previousSecrets: string[] } {
  // An empty variable is what shells and compose files make of one that is not set.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const read = Secrets.safeParse(given);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new CliError(`${String(issue?.path[0])}: ${issue?.message ?? "is not valid"}`);
  }
  const { AUTH_SECRET: secret, AUTH_SECRET_PREVIOUS: previousSecrets, DATA_DIR: dataDir } = read.data;
  return { secret: secret ?? keptSecret(dataDir), previousSecrets };
}

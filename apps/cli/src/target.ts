import { existsSync, statSync } from "node:fs";
import { type DatabaseLocation, migrate, openStore, parseDatabaseUrl, type Store } from "@causeway/db";
import type { Source } from "@causeway/migrate";
import { CliError } from "./cli-error.ts";
import type { Cli } from "./cli.ts";

export interface TargetPlace {
  url: string;
  location: DatabaseLocation;
  /** Without user name and password. */
  description: string;
}

/** Where the new side's data is, by `DATABASE_URL`. */
export function findTarget({ env }: Pick<Cli, "env">): TargetPlace {
  const url = env["DATABASE_URL"] || "file:./data/causeway.db";
  try {
    const location = parseDatabaseUrl(url);
    return { url, location, description: location.dialect === "sqlite" ? `file:${location.path}` : describe(location.url) };
  } catch (error) {
    throw new CliError(`DATABASE_URL ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function describe(url: string): string {
  const { host, pathname } = new URL(url);
  return `postgres://${host}${pathname}`;
}

const identityOf = (path: string) => {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && `${found.dev} ${found.ino}`;
};

/** Throws where `DATABASE_URL` names the old database itself: opening it as ours would change it. */
export function checkIsNotSource({ location }: TargetPlace, { description }: Pick<Source, "description">): void {
  if (location.dialect !== "sqlite") return;
  const source = identityOf(description.replace(/^sqlite:/, ""));
  if (source !== undefined && source === identityOf(location.path))
    throw new CliError(`DATABASE_URL names the old database itself, ${location.path}: give the new side a file of its own`);
}

/** Throws when there is no database: for commands that need one and make none. */
export function findExistingTarget(target: TargetPlace): TargetPlace {
  const { location } = target;
  if (location.dialect === "sqlite" && !existsSync(location.path))
    throw new CliError(`there is no database ${target.description}: import first`);
  return target;
}

/** Opens the target as it is: for commands that only read. Throws when there is none. */
export function openExistingTarget(target: TargetPlace): Store {
  return openStore(findExistingTarget(target).url);
}

/** Brings the target to this version's tables, then opens it. */
export async function openMigratedTarget(target: TargetPlace): Promise<Store> {
  await migrate(target.url);
  return openStore(target.url);
}

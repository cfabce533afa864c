import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createMomentumForQuarantine } from "@causeway/testing/momentum";
import type { Server } from "./server.ts";

const CLI = join(import.meta.dirname, "../../apps/cli/src/main.ts");

/** Does what an operator does beside a server that runs. */
export async function operate({ databaseFile }: Pick<Server, "databaseFile">, ...argv: string[]): Promise<string> {
  const env = { ...process.env, DATABASE_URL: `file:${databaseFile}` };
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, ...argv], { env });
  return stdout;
}

/** Imports an old database, all but its five odd rows, and verifies it. Gives its file back, which `Symbol.asyncDispose` removes. */
export async function importOldMomentum(server: Pick<Server, "databaseFile">): Promise<{ source: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), "causeway-e2e-old-"));
  const source = `sqlite:${join(folder, "old.sqlite")}`;
  await createMomentumForQuarantine(join(folder, "old.sqlite"));
  await operate(server, "import", "momentum", "--from", source);
  await operate(server, "verify", "momentum", "--from", source);
  return { source, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

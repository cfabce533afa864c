import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { isEmptyDatabase, seedDemo } from "@causeway/services";
import { createMomentumDatabase } from "@causeway/testing/momentum";
import type { Command } from "commander";
import { CommandFailure, firstLine } from "../lib/failure.ts";
import { operatorContext } from "../lib/operator.ts";
import { withTarget } from "../lib/target.ts";

async function seedDemoData(): Promise<void> {
  const accounts = await withTarget(async ({ db }) => {
    if (!(await isEmptyDatabase(db)))
      throw new CommandFailure("the database has accounts already; demo data goes into an empty one only");
    return seedDemo(await operatorContext(db, "seed"));
  });
  for (const { email, password, role } of accounts) process.stdout.write(`${role.padEnd(12)} ${email.padEnd(24)} ${password}\n`);
}

async function writeOldDatabase(path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  const { accounts, counts } = await createMomentumDatabase(path, { users: 20, dirt: true }).catch((error: unknown) => {
    throw new CommandFailure(firstLine(error), { cause: error });
  });
  const rows = Object.entries(counts).map(([table, count]) => `${count} ${table}`);
  process.stdout.write(`${path}: ${rows.join(", ")}\n`);
  for (const { email, password, role } of accounts.slice(0, 3)) {
    process.stdout.write(`${role.padEnd(12)} ${email.padEnd(36)} ${password}\n`);
  }
}

/** `causeway seed <scenario>`: data to look at and to try things on. */
export function addSeed(program: Command): void {
  program
    .command("seed <scenario>")
    .description("demo: fills an empty database · old-momentum: writes an old database to import from")
    .option("--to <file>", "where old-momentum writes", "./data/old-momentum.sqlite")
    .action(async (scenario: string, { to }: { to: string }) => {
      if (scenario === "demo") return seedDemoData();
      if (scenario === "old-momentum") return writeOldDatabase(to);
      throw new CommandFailure(`there is no scenario "${scenario}"; there are demo, old-momentum`);
    });
}

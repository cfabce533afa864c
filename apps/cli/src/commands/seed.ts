import { existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { isEmptyDatabase, seedChecklist, seedDemo } from "@causeway/services";
import { createMomentumDatabase } from "@causeway/testing/momentum";
import type { Command } from "commander";
import { CliError } from "../cli-error.ts";
import type { Cli } from "../cli.ts";
import { createOperatorContext } from "../operator-context.ts";
import { findTarget, openMigratedTarget } from "../target.ts";

interface SeedFlags {
  to: string;
}

function printAccounts(cli: Cli, accounts: readonly { email: string; password: string; role: string }[]): void {
  for (const { email, password, role } of accounts) cli.print(`${role.padEnd(12)} ${email.padEnd(36)} ${password}\n`);
}

async function seedDemoData(cli: Cli): Promise<void> {
  await using store = await openMigratedTarget(findTarget(cli));
  if (!(await isEmptyDatabase(store.db)))
    throw new CliError("the database has accounts already; demo data goes into an empty one only");
  printAccounts(cli, await seedDemo(await createOperatorContext(store.db, cli, "seed")));
}

/** Something to begin with on a new platform, where the checklist was not imported. */
async function seedStartingChecklist(cli: Cli): Promise<void> {
  await using store = await openMigratedTarget(findTarget(cli));
  await seedChecklist(await createOperatorContext(store.db, cli, "seed"));
  cli.print("the checklist has something to begin with; administrators can change it\n");
}

/** A database as the old server left it, with some of what is odd in old ones, to try a crossing on. */
async function writeOldDatabase(cli: Cli, { to }: SeedFlags): Promise<void> {
  if (existsSync(to)) throw new CliError(`${to} is there already; nothing was changed`);
  mkdirSync(dirname(resolve(to)), { recursive: true });
  const { accounts, counts } = await createMomentumDatabase(to, { users: 20, dirt: "some" });
  const rows = Object.entries(counts).map(([table, count]) => `${count} ${table}`);
  cli.print(`${to}: ${rows.join(", ")}\n`);
  printAccounts(cli, accounts.slice(0, 3));
}

const SCENARIOS: Record<string, (cli: Cli, flags: SeedFlags) => Promise<void>> = {
  demo: seedDemoData,
  checklist: seedStartingChecklist,
  "old-momentum": writeOldDatabase,
};

export function addSeedCommand(program: Command, cli: Cli): void {
  program
    .command("seed")
    .argument(
      "<scenario>",
      "demo: fills an empty database; checklist: fills an empty checklist; old-momentum: writes an old database to import from",
    )
    .option("--to <file>", "where old-momentum writes", "./data/old-momentum.sqlite")
    .description("invented data to look at and to try things on")
    .action(async (name: string, flags: SeedFlags) => {
      const scenario = SCENARIOS[name];
      if (!scenario) throw new CliError(`there is no scenario "${name}"; there are ${Object.keys(SCENARIOS).join(", ")}`);
      await scenario(cli, flags);
    });
}

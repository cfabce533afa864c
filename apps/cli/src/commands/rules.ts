import type { ColumnRule, SystemRules, TableRules } from "@causeway/contract";
import { describeRules } from "@causeway/migrate";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { findSystem } from "../find-system.ts";

function printColumn(cli: Cli, { from, target, takes, repairs, refusals }: ColumnRule): void {
  const places = [...new Set([from, target])].filter((name) => name !== null);
  cli.print(`  ${places.join(" → ")}: ${takes}\n`);
  for (const { reason, meaning, becomes } of repairs) cli.print(`    repaired     ${reason}: ${meaning}; becomes ${becomes}\n`);
  for (const { reason, meaning } of refusals) cli.print(`    quarantined  ${reason}: ${meaning}\n`);
}

function printTable(cli: Cli, { table, target, keyColumn, columns, refusals }: TableRules): void {
  cli.print(`\n${table} → ${target}, known by ${keyColumn}\n`);
  for (const column of columns) printColumn(cli, column);
  cli.print("  the whole row\n");
  for (const { reason, meaning } of refusals) cli.print(`    quarantined  ${reason}: ${meaning}\n`);
}

function printRules(cli: Cli, { title, tables }: SystemRules): void {
  cli.print(`${title}\nEvery old value that is not taken as it is stays beside the new row, and old clients still see it.\n`);
  for (const table of tables) printTable(cli, table);
}

export function addRulesCommand(program: Command, cli: Cli): void {
  program
    .command("rules")
    .argument("<system>", "the old system")
    .option("--json", "print them as JSON")
    .description("list what becomes of every value of an old system: taken, repaired or quarantined, and by which rule")
    .action((id: string, flags: { json?: boolean }) => {
      const { title, mappings } = findSystem(id);
      const rules = describeRules({ system: id, title, mappings });
      if (flags.json) cli.print(`${JSON.stringify(rules, null, 2)}\n`);
      else printRules(cli, rules);
    });
}

import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { findSystem } from "../find-system.ts";

export function addDivergencesCommand(program: Command, cli: Cli): void {
  program
    .command("divergences")
    .argument("<system>", "the old system")
    .option("--json", "print them as JSON")
    .description("list every answer of an old API that differs from the old server's, and why")
    .action((id: string, flags: { json?: boolean }) => {
      const { divergences, title } = findSystem(id);
      if (flags.json) return cli.print(`${JSON.stringify(divergences, null, 2)}\n`);
      cli.print(`${title}: ${divergences.length} declared divergences\n`);
      for (const { id: name, route, was, now, why } of divergences) {
        cli.print(`\n${name}\n  route  ${route}\n  was    ${was}\n  now    ${now}\n  why    ${why}\n`);
      }
    });
}

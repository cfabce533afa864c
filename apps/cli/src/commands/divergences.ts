import type { Command } from "commander";
import { getSystem } from "../lib/systems.ts";

/** `causeway divergences <system>`: what is deliberately not as before, and why. */
export function addDivergences(program: Command): void {
  program
    .command("divergences <system>")
    .description("list what the old API answers differently now, and why")
    .option("--json", "for machines")
    .action((id: string, { json }: { json?: true }) => {
      const { divergences, title } = getSystem(id);
      if (json) return void process.stdout.write(`${JSON.stringify(divergences, null, 2)}\n`);
      process.stdout.write(`${title}: ${divergences.length} declared divergences\n`);
      for (const { id: name, route, was, now, why } of divergences) {
        process.stdout.write(`\n${name}\n  route  ${route}\n  was    ${was}\n  now    ${now}\n  why    ${why}\n`);
      }
    });
}

import {
  byPhase,
  describeDifference,
  readExchanges,
  type RecordedExchange,
  replay,
  type ReplayResult,
  type ReplaySummary,
  summarise,
  urlTarget,
} from "@causeway/testing/replay";
import type { Command } from "commander";
import { CliError, EXIT, type ExitCode } from "../cli-error.ts";
import type { Cli } from "../cli.ts";
import { findSystem } from "../find-system.ts";

interface ReplayFlags {
  exchanges: string;
  against: string;
  phase?: string;
  json?: boolean;
}

/** Where the server answers at all; without it every exchange would only say that nobody is there. */
async function checkServer(url: string): Promise<void> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new CliError(`${url} is no address such as http://127.0.0.1:3000/legacy/momentum`);
  await fetch(url, { redirect: "manual" }).catch((cause: unknown) => {
    throw new CliError(`nobody answers at ${url}`, { cause });
  });
}

async function readFile(file: string): Promise<RecordedExchange[]> {
  try {
    return await readExchanges(file);
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new CliError(`${file} is no JSON, and holds no recorded exchanges`, { cause });
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CliError(cause instanceof Error && "code" in cause ? `${file} cannot be read: ${why}` : why, { cause });
  }
}

async function readPhase({ exchanges: file, phase }: ReplayFlags): Promise<RecordedExchange[]> {
  const phases = byPhase(await readFile(file));
  const names = [...phases.keys()];
  const chosen = phase ?? (names.length === 1 ? names[0] : undefined);
  if (chosen === undefined)
    throw new CliError(`${file} has the phases ${names.join(", ")}, each of a database of its own: choose one with --phase`);
  const found = phases.get(chosen);
  if (!found) throw new CliError(`${file} has no phase "${chosen}"; there are: ${names.join(", ")}`);
  return found;
}

function printResult(cli: Cli, result: ReplayResult): void {
  if (result.verdict.kind === "different") cli.print(`${describeDifference(result)}\n\n`);
}

function printSummary(cli: Cli, { equal, declared, different, notServed }: ReplaySummary): void {
  cli.print(`equal               ${equal}\n`);
  for (const [divergence, count] of Object.entries(declared)) cli.print(`declared difference ${count}  ${divergence}\n`);
  cli.print(`different           ${different}\nnot served yet      ${notServed}\n`);
}

async function replaySystem(cli: Cli, id: string, flags: ReplayFlags): Promise<ExitCode> {
  const { replay: rules } = findSystem(id);
  const exchanges = await readPhase(flags);
  await checkServer(flags.against);
  const results = await replay({
    exchanges,
    rules,
    secret: cli.env[`LEGACY_${id.toUpperCase()}_SECRET`] ?? "",
    send: urlTarget(flags.against),
    onResult: (result) => {
      if (!flags.json) printResult(cli, result);
    },
  });
  const summary = summarise(results);
  if (flags.json) {
    const told = results.map(({ exchange: { phase, name }, verdict, differences }) => ({ phase, name, ...verdict, differences }));
    cli.print(`${JSON.stringify({ ...summary, results: told }, null, 2)}\n`);
  } else {
    printSummary(cli, summary);
  }
  return summary.different === 0 ? EXIT.ok : EXIT.differences;
}

export function addReplayCommand(program: Command, cli: Cli, exit: (code: ExitCode) => void): void {
  program
    .command("replay")
    .argument("<system>", "the old system")
    .requiredOption("--exchanges <file>", "recorded requests and answers of the old server")
    .requiredOption("--against <url>", "the root of the API to ask: an old API here, or the old server itself")
    .option("--phase <name>", "which of the recording's phases, where it has several")
    .option("--json", "print every result as JSON")
    .description("ask a server what the old one was asked and compare the answers; ends with 1 when any differs undeclared")
    .action(async (id: string, flags: ReplayFlags) => exit(await replaySystem(cli, id, flags)));
}

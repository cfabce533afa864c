import { Id, type Job, JobState } from "@causeway/contract";
import { cancelJob, type Ctx, listJobs, redriveJob } from "@causeway/services";
import { Argument, type Command, Option } from "commander";
import { CliError } from "../cli-error.ts";
import type { Cli } from "../cli.ts";
import { createOperatorContext } from "../operator-context.ts";
import { findTarget, openExistingTarget } from "../target.ts";
import { textTable } from "../terminal/text-table.ts";

interface ListFlags {
  state?: JobState;
  name?: string;
  limit: string;
  json?: boolean;
}

const COLUMNS = [
  { title: "id", value: ({ id }: Job) => id },
  { title: "name", value: ({ name }: Job) => name },
  { title: "state", value: ({ state }: Job) => state },
  { title: "attempts", value: ({ attempts, maxAttempts }: Job) => `${attempts}/${maxAttempts}` },
  { title: "since", value: ({ finishedAt, startedAt, createdAt }: Job) => (finishedAt ?? startedAt ?? createdAt).toISOString() },
  { title: "last error", value: ({ lastError }: Job) => lastError?.split("\n")[0]?.slice(0, 100) ?? "" },
];

async function asOperator(cli: Cli, command: string, task: (ctx: Ctx) => Promise<void>): Promise<void> {
  await using store = openExistingTarget(findTarget(cli));
  await task(await createOperatorContext(store.db, cli, command));
}

async function list(cli: Cli, { state, name, limit, json }: ListFlags): Promise<void> {
  const count = Number(limit);
  if (!Number.isInteger(count) || count < 1 || count > 1000) throw new CliError(`--limit must be from 1 to 1000, not ${limit}`);
  await asOperator(cli, "jobs-list", async (ctx) => {
    const { items } = await listJobs(ctx, {
      limit: count,
      housekeeping: true,
      ...(state ? { state } : {}),
      ...(name === undefined ? {} : { name }),
    });
    cli.print(json ? `${JSON.stringify(items, null, 2)}\n` : textTable(items, COLUMNS));
  });
}

/** One after the other; the first that cannot be done ends it. */
async function change(cli: Cli, command: string, ids: readonly string[], verb: (ctx: Ctx, input: { id: string }) => Promise<Job>) {
  const wrong = ids.find((id) => !Id.safeParse(id).success);
  if (wrong !== undefined) throw new CliError(`${wrong} is no id of a job; jobs list shows them`);
  await asOperator(cli, command, async (ctx) => {
    for (const id of ids) {
      const { name, state } = await verb(ctx, { id });
      cli.print(`${id} ${name}: ${state}\n`);
    }
  });
}

export function addJobsCommand(program: Command, cli: Cli): void {
  const jobs = program.command("jobs").description("work that waits, runs or has failed: look at it, drive it again, cancel it");
  jobs
    .command("list")
    .addOption(new Option("--state <state>", "only those in this state").choices(JobState.options))
    .option("--name <name>", "only those of this kind, such as campaign.send")
    .option("--limit <count>", "so many at most", "50")
    .option("--json", "print them as JSON")
    .description("list jobs, newest first")
    .action((flags: ListFlags) => list(cli, flags));
  jobs
    .command("redrive")
    .addArgument(new Argument("<id...>", "dead jobs"))
    .description("give dead jobs all their attempts again; a server that runs takes them up")
    .action((ids: string[]) => change(cli, "jobs-redrive", ids, redriveJob));
  jobs
    .command("cancel")
    .addArgument(new Argument("<id...>", "jobs that wait or run"))
    .description("cancel jobs: at once where they wait, at their next safe place where they run")
    .action((ids: string[]) => change(cli, "jobs-cancel", ids, cancelJob));
}

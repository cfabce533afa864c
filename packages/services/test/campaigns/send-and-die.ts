import { setImmediate } from "node:timers/promises";
import { openStore } from "@causeway/db";
import { createEmbeddedProviders } from "@causeway/providers";
import { pino } from "pino";
import { z } from "zod";
import { runDueJobs } from "../../src/jobs/run-due-jobs.ts";
import { createRuntime } from "../../src/runtime/create-runtime.ts";
import { createOutboxSms } from "./outbox-sms.ts";

/** A worker that dies at one call of the text message service, as if the power had gone. */
const { url, secret, now, outbox, call, moment } = z
  .object({
    url: z.string(),
    secret: z.string(),
    now: z.coerce.date(),
    outbox: z.string(),
    call: z.number(),
    moment: z.enum(["before", "after"]),
  })
  .parse(JSON.parse(process.argv[2] ?? ""));

let calls = 0;
const sms = createOutboxSms(outbox, async (at) => {
  if (at === "before") calls++;
  // Calls made at the same time are to be at different places when it ends.
  for (let turn = 0; turn < calls % 5; turn++) await setImmediate();
  if (at === moment && calls >= call) process.kill(process.pid, "SIGKILL");
});
const clock = () => now;
const runtime = await createRuntime({
  db: openStore(url).db,
  logger: pino({ level: "silent" }),
  secret,
  clock,
  providers: { ...createEmbeddedProviders({ clock }), sms },
});
await runDueJobs(runtime);

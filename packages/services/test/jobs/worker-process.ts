import { writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { openStore } from "@causeway/db";
import { openJobRuntime } from "./job-runtime.ts";
import { stepsJob } from "./steps-job.ts";

/** A worker in a process of its own, until it is killed; prints `ready`, and then what its jobs say. */
const [url = ""] = process.argv.slice(2);
const { db } = openStore(url);
const { work } = await openJobRuntime(url, db);
await work([stepsJob], { concurrency: 2 });
// It is killed before its end, at which Node would do this by itself.
flushCompileCache();
writeSync(1, "ready\n");

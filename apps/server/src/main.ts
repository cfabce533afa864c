import { createLogger } from "./logger.ts";
import { lowerPoolPriority } from "./lower-pool-priority.ts";
import { readSettings, SettingError } from "./settings.ts";
import { startServer } from "./start.ts";

/** About a tenth of what a core gives to others. */
const POOL_NICE = 10;

/** One line on stderr, then the end: whoever starts it must not have to search. */
function fail(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`causeway cannot start: ${message.split("\n")[0] ?? ""}\n`);
  if (!(error instanceof SettingError) && process.env["LOG_LEVEL"] === "debug") console.error(error);
  process.exit(1);
}

try {
  const settings = readSettings(process.env);
  const logger = createLogger(settings.logLevel);
  await lowerPoolPriority(POOL_NICE);
  const server = await startServer(settings, logger);
  process.stdout.write(`Causeway is ready at ${server.url}\n`);
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    // A second signal is for the impatient.
    process.once(signal, () => {
      process.once(signal, () => process.exit(1));
      server.stop().then(() => process.exit(0), fail);
    });
  }
} catch (error) {
  fail(error);
}

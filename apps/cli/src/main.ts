import { runCli } from "./run-cli.ts";
import { readPassword } from "./terminal/read-password.ts";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  // The first asks for an end between two chunks, the second is for the impatient.
  process.once(signal, () => {
    stop.abort();
    process.once(signal, () => process.exit(130));
  });
}

// Whoever reads may stop reading: `causeway divergences momentum | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 2));

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  print: (text) => void process.stdout.write(text),
  note: (text) => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true,
  readPassword,
  signal: stop.signal,
});

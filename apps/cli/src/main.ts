import { createProgram } from "./create-program.ts";
import { firstLine } from "./lib/failure.ts";

// Whoever reads may stop reading: `causeway divergences momentum | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 2));

/** 0: all well; 1: differences found (a command sets it); 2: cannot run. */
try {
  await createProgram().parseAsync();
} catch (error) {
  process.stderr.write(`causeway: ${firstLine(error)}\n`);
  process.exitCode = 2;
}

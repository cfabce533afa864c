import { join } from "node:path";
import { generateWorkspace } from "../../scripts/checks/type-budget/generate-workspace.ts";
import { runProgram } from "../../scripts/lib/run-program.ts";
import { ROOT } from "../lib/paths.ts";
import { heading, line } from "../lib/report.ts";
import { alternate, ratio, sampleOf } from "../lib/rounds.ts";

async function prepare(procedures: number) {
  const folder = join(ROOT, ".cache/bench-types", String(procedures));
  await generateWorkspace({ root: ROOT, folder, procedures });
  await runProgram({ root: ROOT, program: "tsc", args: ["-b", join(folder, "server")] });
  const args = ["-p", join(folder, "client"), "--noEmit", "--incremental", "false", "--composite", "false", "--singleThreaded"];
  return async () => {
    const began = performance.now();
    const { status, output } = await runProgram({ root: ROOT, program: "tsc", args });
    if (status !== 0) throw new Error(output);
    return performance.now() - began;
  };
}

/** A client must compile as fast against 1,000 procedures as against 50. */
export async function benchTypes(): Promise<void> {
  heading("Type-checking a client of the router");
  const values = await alternate({ small: await prepare(50), large: await prepare(1000) }, 7);
  line("50 procedures", sampleOf(values.small), { unit: " ms" });
  line("1,000 procedures / 50", ratio(values.large, values.small), { goal: { atMost: 1.3 } });
}

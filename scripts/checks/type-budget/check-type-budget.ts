import { join } from "node:path";
import { runProgram } from "../../lib/run-program.ts";
import type { CheckResult } from "../check.ts";
import { generateWorkspace } from "./generate-workspace.ts";

export interface TypeCost {
  memoryKb: number;
  instantiations: number;
}

/** What a client may cost at 1,000 procedures: half as much again as measured when the budget was set, and nearly as at 50. */
const BUDGET = { memoryKb: 190_000, instantiations: 24_000, memoryGrowth: 1.25 };

/** The compiler's cost of a client must not grow with the router: it reads emitted declarations. Counted, not timed. */
export async function checkTypeBudget(root: string): Promise<CheckResult> {
  const [small, large] = [await measureClient(root, 50), await measureClient(root, 1000)];
  if (typeof small === "string" || typeof large === "string")
    return { faults: [small, large].filter((cost) => typeof cost === "string") };
  const megabytes = (cost: TypeCost) => Math.round(cost.memoryKb / 1024);
  const note = `client at 50 and 1,000 procedures: ${megabytes(small)} and ${megabytes(large)} MB, ${small.instantiations} and ${large.instantiations} instantiations`;
  return { faults: findBudgetFaults({ small, large }), note };
}

export function findBudgetFaults({ small, large }: { small: TypeCost; large: TypeCost }): string[] {
  const faults: string[] = [];
  const growth = large.memoryKb / small.memoryKb;
  if (large.memoryKb > BUDGET.memoryKb)
    faults.push(`a client of 1,000 procedures takes ${large.memoryKb} kB, over ${BUDGET.memoryKb}`);
  if (large.instantiations > BUDGET.instantiations) {
    faults.push(`a client of 1,000 procedures makes ${large.instantiations} type instantiations, over ${BUDGET.instantiations}`);
  }
  if (growth > BUDGET.memoryGrowth)
    faults.push(`memory grows ${growth.toFixed(2)}-fold from 50 to 1,000 procedures, over ${BUDGET.memoryGrowth}`);
  return faults;
}

/** A text instead of the cost tells what the compiler refused. */
async function measureClient(root: string, procedures: number): Promise<TypeCost | string> {
  const folder = join(root, ".cache/type-budget", String(procedures));
  await generateWorkspace({ root, folder, procedures });
  const server = await runProgram({ root, program: "tsc", args: ["-b", join(folder, "server")] });
  if (server.output.includes("type-budget")) return server.output;
  const args = ["-p", join(folder, "client"), "--noEmit", "--incremental", "false", "--composite", "false"];
  const client = await runProgram({ root, program: "tsc", args: [...args, "--singleThreaded", "--extendedDiagnostics"] });
  return client.status === 0 ? readCost(client.output) : client.output;
}

export function readCost(diagnostics: string): TypeCost {
  const read = (label: string) => {
    const value = new RegExp(`^${label}:\\s*(\\d+)K?$`, "m").exec(diagnostics)?.[1];
    if (value === undefined) throw new Error(`The compiler's diagnostics have no "${label}".`);
    return Number(value);
  };
  return { memoryKb: read("Memory used"), instantiations: read("Instantiations") };
}

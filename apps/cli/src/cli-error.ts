/** Why a command cannot run, as one line for the operator. */
export class CliError extends Error {
  override readonly name = "CliError";
}

/** How a command ends: all well, differences found, cannot run. */
export const EXIT = { ok: 0, differences: 1, cannotRun: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

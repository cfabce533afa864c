/** Why a command cannot run: one line for the operator, exit code 2. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";
}

/** The first line of what went wrong, without the stack. */
export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message || ("code" in error ? String(error.code) : error.name) : String(error);
  return message.split("\n")[0] ?? "";
}

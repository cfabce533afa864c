import { checkReportFile } from "@causeway/migrate";
import { CliError } from "./cli-error.ts";

/** Throws now, not after hours of work, when the report could not be written. */
export function checkReportFlag(file: string | undefined): void {
  if (file === undefined) return;
  try {
    checkReportFile(file);
  } catch (error) {
    throw new CliError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

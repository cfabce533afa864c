import { accessSync, constants, writeFileSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import { renderImportPage } from "./import-page.ts";
import type { ImportReport } from "./import-report.ts";
import { renderVerifyPage } from "./verify-page.ts";
import type { VerifyReport } from "./verify-report.ts";

/** Throws unless a report can be written to the file; to be asked before hours of work. */
export function checkReportFile(file: string): void {
  if (!/^\.(json|html)$/.test(extname(file))) throw new Error(`the report ${file} must end in .json or .html`);
  try {
    accessSync(dirname(resolve(file)), constants.W_OK);
  } catch (error) {
    throw new Error(`the report ${file} cannot be written: its folder does not exist or is read-only`, { cause: error });
  }
}

/** The report as one self-contained HTML page. */
export function renderReport(report: ImportReport | VerifyReport): string {
  return report.type === "import" ? renderImportPage(report) : renderVerifyPage(report);
}

/** Writes the report as JSON or as a page, as the file's ending says. */
export function writeReport(report: ImportReport | VerifyReport, file: string): void {
  writeFileSync(file, extname(file) === ".json" ? `${JSON.stringify(report, null, 2)}\n` : renderReport(report));
}

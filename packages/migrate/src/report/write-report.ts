import { accessSync, closeSync, constants, openSync, readSync, statSync, writeFileSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import { renderImportPage } from "./import-page.ts";
import type { ImportReport } from "./import-report.ts";
import { renderVerifyPage } from "./verify-page.ts";
import type { VerifyReport } from "./verify-report.ts";

/** True of what a report must not be written over, whatever its name: SQLite's header (file format, section 1.3). */
function isDatabase(file: string): boolean {
  const header = Buffer.alloc(16);
  const opened = openSync(file, "r");
  try {
    return readSync(opened, header) === 16 && header.toString("latin1") === "SQLite format 3\0";
  } finally {
    closeSync(opened);
  }
}

/** Throws unless a report can be written to the file; to be asked before hours of work. */
export function checkReportFile(file: string): void {
  if (!/^\.(json|html)$/.test(extname(file))) throw new Error(`the report ${file} must end in .json or .html`);
  try {
    accessSync(dirname(resolve(file)), constants.W_OK);
  } catch (error) {
    throw new Error(`the report ${file} cannot be written: its folder does not exist or is read-only`, { cause: error });
  }
  const there = statSync(file, { throwIfNoEntry: false });
  if (!there) return;
  if (!there.isFile()) throw new Error(`the report ${file} cannot be written: something that is no file has its name`);
  try {
    accessSync(file, constants.W_OK);
  } catch (error) {
    throw new Error(`the report ${file} cannot be written: there is one already, and it is read-only`, { cause: error });
  }
  if (isDatabase(file)) throw new Error(`the report ${file} would be written over a database`);
}

/** The report as one self-contained HTML page. */
export function renderReport(report: ImportReport | VerifyReport): string {
  return report.type === "import" ? renderImportPage(report) : renderVerifyPage(report);
}

/** Writes the report as JSON or as a page, as the file's ending says. */
export function writeReport(report: ImportReport | VerifyReport, file: string): void {
  writeFileSync(file, extname(file) === ".json" ? `${JSON.stringify(report, null, 2)}\n` : renderReport(report));
}

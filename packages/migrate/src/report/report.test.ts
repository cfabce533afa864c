import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ImportReport } from "./import-report.ts";
import type { VerifyReport } from "./verify-report.ts";
import { checkReportFile, renderReport, writeReport } from "./write-report.ts";

const imported: ImportReport = {
  type: "import",
  system: "toy",
  source: "sqlite:/old/<b>.sqlite",
  startedAt: "2026-01-02T03:04:05.678Z",
  finishedAt: "2026-01-02T03:05:05.000Z",
  isResumed: false,
  isDryRun: false,
  tables: [
    {
      kind: "people",
      rows: 12,
      imported: 9,
      repaired: 1,
      unchanged: 1,
      quarantined: 1,
      kept: { owner: { dangling: 1 } },
      ignoredColumns: ["colour"],
    },
  ],
  quarantined: [{ kind: "people", oldId: "<script>", reason: "missing-text", message: "A text that must be there is NULL." }],
  ignoredTables: ["extra"],
};

const verified: VerifyReport = {
  type: "verify",
  system: "toy",
  source: "sqlite:/old.sqlite",
  startedAt: "2026-01-02T03:04:05.678Z",
  finishedAt: "2026-01-02T03:05:05.000Z",
  isClean: false,
  tables: [
    {
      kind: "people",
      target: "user",
      rows: 12,
      held: 11,
      quarantined: 1,
      decided: 0,
      madeHere: 3,
      movedOn: { passwordHash: 2 },
      differences: 1,
      columns: [
        { column: "email", expected: "aaaa", found: "bbbb" },
        { column: "role", expected: "cccc", found: "cccc" },
      ],
      ignoredColumns: [],
    },
  ],
  differenceCount: 1,
  differences: [
    { kind: "people", oldId: "7", column: "email", problem: "truncated", expected: "9 characters", found: "4 characters" },
  ],
  ignoredTables: [],
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "causeway-report-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a report", () => {
  test("is a page that names tables, reasons, rows in quarantine and what stayed behind", () => {
    const page = renderReport(imported);
    expect(page).toContain("11 of 12 rows are held, 1 are in quarantine.");
    expect(page).toContain("points at a row that does not exist");
    expect(page).toContain("A text that must be there is NULL.");
    expect(page).toContain("nothing of them was looked at: extra.");
    expect(page).toContain("where no old route shows them: people.colour.");
    expect(page).toContain("2026-01-02 03:04:05 UTC");
    expect(page).toContain("Signature");
  });

  test("is a page that names every difference and the digests", () => {
    const page = renderReport(verified);
    expect(page).toContain("1 differences.");
    expect(page).toContain("truncated");
    expect(page).toContain("aaaa");
    expect(page).toContain("equal");
    expect(page).toContain("passwordHash");
    expect(renderReport({ ...verified, isClean: true, differenceCount: 0, differences: [] })).toContain(
      "holds all 11 rows as the source has them; 1 more are in quarantine.",
    );
  });

  test("needs nothing but itself, and runs nothing that the data says", () => {
    for (const report of [imported, verified]) {
      const page = renderReport(report);
      expect(page).not.toMatch(/<script|src=|href=|url\(/);
    }
    expect(renderReport(imported)).toContain("&#60;script&#62;");
  });

  test("is written as its file's ending says", () => {
    const [json, page] = [join(folder, "r.json"), join(folder, "r.html")];
    writeReport(imported, json);
    writeReport(imported, page);
    expect(JSON.parse(readFileSync(json, "utf8"))).toEqual(imported);
    expect(readFileSync(page, "utf8")).toBe(renderReport(imported));
  });

  test("is refused beforehand where it could not be written", () => {
    expect(() => checkReportFile(join(folder, "ok.html"))).not.toThrow();
    const [folderThere, database] = [join(folder, "folder.json"), join(folder, "database.json")];
    mkdirSync(folderThere);
    expect(() => checkReportFile(folderThere)).toThrow("something that is no file has its name");
    writeFileSync(database, "SQLite format 3\0and so on");
    expect(() => checkReportFile(database)).toThrow("would be written over a database");
    writeFileSync(database, "{}");
    expect(() => checkReportFile(database)).not.toThrow();
    expect(() => checkReportFile("report.pdf")).toThrow("must end in .json or .html");
    expect(() => checkReportFile(join(folder, "none", "r.json"))).toThrow("cannot be written");
  });
});

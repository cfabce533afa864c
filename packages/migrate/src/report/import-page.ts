import { type Html, html, htmlTable } from "./html.ts";
import type { ImportedTable, ImportReport } from "./import-report.ts";
import { renderPage } from "./page.ts";
import { reasonText } from "./reasons.ts";

const sum = (tables: readonly ImportedTable[], column: "rows" | "imported" | "repaired" | "unchanged" | "quarantined") =>
  tables.reduce((total, table) => total + table[column], 0);

function verdict({ tables, isDryRun }: ImportReport): string {
  const rows = sum(tables, "rows");
  const quarantined = sum(tables, "quarantined");
  const done = isDryRun ? "would be held" : "are held";
  const rest = quarantined === 0 ? "" : `, ${quarantined} are in quarantine`;
  return `${rows - quarantined} of ${rows} rows ${done}${rest}.`;
}

function keptValues({ tables }: ImportReport): Html {
  const rows = tables.flatMap(({ kind, kept }) =>
    Object.entries(kept).flatMap(([column, reasons]) =>
      Object.entries(reasons).map(([reason, count]) => ({ kind, column, reason, count })),
    ),
  );
  if (rows.length === 0) return html``;
  return html`<h2>Values made to fit</h2>
    <p>The old values are kept beside the new rows, and clients of the old system still see them.</p>
    ${htmlTable(rows, [
      { title: "Table", value: ({ kind }) => kind },
      { title: "Column", value: ({ column }) => column },
      { title: "Why", value: ({ reason }) => reasonText(reason) },
      { title: "Values", value: ({ count }) => count, isNumber: true },
    ])}`;
}

function examples({ examples: shown = [] }: ImportReport): Html {
  if (shown.length === 0) return html``;
  return html`<h2>What the rules would do</h2>
    <p>Up to three examples of each rule.</p>
    ${htmlTable(shown, [
      { title: "Table", value: ({ kind }) => kind },
      { title: "Old id", value: ({ oldId }) => oldId },
      { title: "Column", value: ({ column }) => column ?? "the row" },
      { title: "Why", value: ({ reason }) => reasonText(reason) },
      { title: "Value", value: ({ value }) => value },
      { title: "Becomes", value: ({ becomes }) => becomes ?? "goes to the quarantine" },
    ])}`;
}

function quarantine({ quarantined, tables }: ImportReport): Html {
  if (quarantined.length === 0) return html``;
  const total = sum(tables, "quarantined");
  const more = total > quarantined.length ? html`<p>The first ${quarantined.length} of ${total}.</p>` : html``;
  return html`<h2>Rows in quarantine</h2>
    <p>No table can hold these rows. Their bytes are kept, so that nothing is lost.</p>
    ${more}${htmlTable(quarantined, [
      { title: "Table", value: ({ kind }) => kind },
      { title: "Old id", value: ({ oldId }) => oldId },
      { title: "Reason", value: ({ message }) => message },
    ])}`;
}

/** The page of an import. */
export function renderImportPage(report: ImportReport): string {
  const counts = htmlTable(report.tables, [
    { title: "Table", value: ({ kind }) => kind },
    { title: "Rows", value: ({ rows }) => rows, isNumber: true },
    { title: "Imported", value: ({ imported }) => imported, isNumber: true },
    { title: "Repaired", value: ({ repaired }) => repaired, isNumber: true },
    { title: "Unchanged", value: ({ unchanged }) => unchanged, isNumber: true },
    { title: "Quarantined", value: ({ quarantined }) => quarantined, isNumber: true },
  ]);
  return renderPage({
    title: `${report.isDryRun ? "Rehearsed import" : "Import"} of ${report.system}`,
    report,
    verdict: { isGood: sum(report.tables, "quarantined") === 0, text: verdict(report) },
    body: [
      html`<h2>Rows</h2>
        ${counts}`,
      keptValues(report),
      examples(report),
      quarantine(report),
    ],
  });
}

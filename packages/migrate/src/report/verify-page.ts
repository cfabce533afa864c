import { type Html, html, htmlTable } from "./html.ts";
import { renderPage } from "./page.ts";
import type { VerifyReport } from "./verify-report.ts";

function differences({ differences: listed, differenceCount }: VerifyReport): Html {
  if (listed.length === 0) return html``;
  const more = differenceCount > listed.length ? html`<p>The first ${listed.length} of ${differenceCount}.</p>` : html``;
  return html`<h2>Differences</h2>
    ${more}${htmlTable(listed, [
      { title: "Table", value: ({ kind }) => kind },
      { title: "Old id", value: ({ oldId }) => oldId },
      { title: "Column", value: ({ column }) => column ?? "the row" },
      { title: "What", value: ({ problem }) => problem },
      { title: "Expected", value: ({ expected }) => expected },
      { title: "Found", value: ({ found }) => found },
    ])}`;
}

function movedOn({ tables }: VerifyReport): Html {
  const rows = tables.flatMap((table) =>
    Object.entries(table.movedOn).map(([column, count]) => ({ kind: table.kind, column, count })),
  );
  if (rows.length === 0) return html``;
  return html`<h2>Moved on since the import</h2>
    <p>
      The new side had good reason to change these values, such as a password hash renewed at a sign-in. They are no differences.
    </p>
    ${htmlTable(rows, [
      { title: "Table", value: ({ kind }) => kind },
      { title: "New column", value: ({ column }) => column },
      { title: "Values", value: ({ count }) => count, isNumber: true },
    ])}`;
}

function digests({ tables }: VerifyReport): Html {
  const rows = tables.flatMap((table) => table.columns.map((column) => ({ kind: table.kind, ...column })));
  return html`<h2>Digests</h2>
    <p>SHA-256 over all values of a column in the order of the source: what it should hold, and what it holds.</p>
    ${htmlTable(rows, [
      { title: "Table", value: ({ kind }) => kind },
      { title: "New column", value: ({ column }) => column },
      {
        title: "Digest",
        value: ({ expected, found }) =>
          expected === found
            ? html`<code>${expected}</code>`
            : html`<code>${expected}</code> expected<br /><code>${found}</code> found`,
      },
      {
        title: "",
        value: ({ expected, found }) =>
          expected === found ? html`<span class="good">equal</span>` : html`<span class="bad">different</span>`,
      },
    ])}`;
}

/** The page of a verification. */
export function renderVerifyPage(report: VerifyReport): string {
  const rows = report.tables.reduce((sum, table) => sum + table.rows, 0);
  const quarantined = report.tables.reduce((sum, table) => sum + table.quarantined, 0);
  const counts = htmlTable(report.tables, [
    { title: "Table", value: ({ kind }) => kind },
    { title: "Rows in the source", value: (table) => table.rows, isNumber: true },
    { title: "Held", value: ({ held }) => held, isNumber: true },
    { title: "In quarantine", value: (table) => table.quarantined, isNumber: true },
    { title: "Decided", value: ({ decided }) => decided, isNumber: true },
    { title: "Made here since", value: ({ madeHere }) => madeHere, isNumber: true },
    { title: "Differences", value: (table) => table.differences, isNumber: true },
  ]);
  const text = report.isClean
    ? `The new side holds all ${rows - quarantined} rows as the source has them${quarantined === 0 ? "" : `; ${quarantined} more are in quarantine`}.`
    : `${report.differenceCount} differences.`;
  return renderPage({
    title: `Verification of ${report.system}`,
    report,
    verdict: { isGood: report.isClean, text },
    body: [
      html`<h2>Rows</h2>
        ${counts}`,
      differences(report),
      movedOn(report),
      digests(report),
    ],
  });
}

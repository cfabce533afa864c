import { Html, html } from "./html.ts";
import type { ImportReport } from "./import-report.ts";
import { STYLE } from "./style.ts";
import type { VerifyReport } from "./verify-report.ts";

const plain = (iso: string) => iso.replace("T", " ").replace(/\.\d+Z$/, " UTC");

interface PageParts {
  title: string;
  report: ImportReport | VerifyReport;
  verdict: { isGood: boolean; text: string };
  body: readonly Html[];
}

/** What no mapping names: tables stay behind, columns are kept beside the rows. */
function unnamed({ tables, ignoredTables }: ImportReport | VerifyReport): Html {
  const columns = tables.flatMap(({ kind, ignoredColumns }) => ignoredColumns.map((column) => `${kind}.${column}`));
  if (columns.length + ignoredTables.length === 0) return html``;
  return html`<h2>What no mapping names</h2>
    ${ignoredTables.length === 0 ? "" : html`<p>These tables stay behind; nothing of them was looked at: ${ignoredTables.join(", ")}.</p>`}
    ${columns.length === 0 ? "" : html`<p>The values of these columns are kept beside the rows, where no old route shows them: ${columns.join(", ")}.</p>`}`;
}

/** One self-contained page to be read, printed and signed. */
export function renderPage({ title, report, verdict, body }: PageParts): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <h1>${title}</h1>
        <p class="verdict ${verdict.isGood ? "good" : "bad"}">${verdict.text}</p>
        <dl>
          <dt>Source</dt>
          <dd><code>${report.source}</code></dd>
          <dt>Began</dt>
          <dd>${plain(report.startedAt)}</dd>
          <dt>Ended</dt>
          <dd>${plain(report.finishedAt)}</dd>
        </dl>
        ${body} ${unnamed(report)}
        <div class="sign">
          <div>Name</div>
          <div>Date</div>
          <div>Signature</div>
        </div>
      </body>
    </html> `.text;
}

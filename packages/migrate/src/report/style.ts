/** Everything the page needs: it is sent around as one file. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --soft: #5a6472; --line: #d5dae1; --good: #0f6b3e; --bad: #a4161a; --tint: #f5f7f9; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e7eaee; --paper: #14171b; --soft: #9aa4b1; --line: #333a43; --good: #5fd39a; --bad: #ff8a8a; --tint: #1c2127; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 2.5rem 1.25rem 4rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; }
p { max-width: 46rem; }
.verdict { max-width: none; font-size: 1.15rem; font-weight: 600; margin: 1.25rem 0; padding: .75rem 1rem; border-left: .35rem solid; background: var(--tint); }
.good { color: var(--good); } .bad { color: var(--bad); } .soft { color: var(--soft); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.25rem; margin: 1rem 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
th { color: var(--soft); font-weight: 600; white-space: nowrap; }
.number { text-align: right; white-space: nowrap; }
code { font: .85em ui-monospace, monospace; }
.sign { display: grid; grid-template-columns: repeat(3, 1fr); gap: 2rem; margin-top: 4rem; }
.sign div { border-top: 1px solid var(--ink); padding-top: .35rem; color: var(--soft); }
@media print {
  :root { --ink: #000; --paper: #fff; --soft: #444; --line: #bbb; --good: #000; --bad: #000; --tint: #fff; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  thead { display: table-header-group; } tr, .sign { break-inside: avoid; } .scroll { overflow: visible; }
}
`;

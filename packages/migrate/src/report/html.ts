/** Text that is HTML already. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | readonly Part[];

function render(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(render).join("");
  return String(part).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** HTML from a template; everything put in is escaped unless it is HTML itself. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((text, at) => text + (at < parts.length ? render(parts[at] ?? "") : "")).join(""));
}

export interface Column<TRow> {
  title: string;
  /** Numbers are set to the right. */
  value(row: TRow): Part;
  isNumber?: boolean;
}

/** A table with a head that is repeated on every printed page. */
export function htmlTable<TRow>(rows: readonly TRow[], columns: readonly Column<TRow>[]): Html {
  const align = (column: Column<TRow>) => html`${column.isNumber ? new Html(' class="number"') : ""}`;
  const head = columns.map((column) => html`<th scope="col" ${align(column)}>${column.title}</th>`);
  const body = rows.map(
    (row) =>
      html`<tr>
        ${columns.map((column) => html`<td${align(column)}>${column.value(row)}</td>`)}
      </tr> `,
  );
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
}

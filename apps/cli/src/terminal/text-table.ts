export interface TextColumn<TRow> {
  title: string;
  value(row: TRow): string | number;
}

/** Columns of plain text: words to the left, numbers to the right. */
export function textTable<TRow>(rows: readonly TRow[], columns: readonly TextColumn<TRow>[]): string {
  const cells = rows.map((row) => columns.map(({ value }) => value(row)));
  const widths = columns.map(({ title }, at) => Math.max(title.length, ...cells.map((line) => String(line[at]).length)));
  const isNumber = columns.map((_, at) => cells.some((line) => typeof line[at] === "number"));
  const line = (parts: readonly (string | number)[]) =>
    parts
      .map((part, at) => (isNumber[at] ? String(part).padStart(widths[at] ?? 0) : String(part).padEnd(widths[at] ?? 0)))
      .join("  ")
      .trimEnd();
  return [line(columns.map(({ title }) => title)), ...cells.map(line)].map((text) => `${text}\n`).join("");
}

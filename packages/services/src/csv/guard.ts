/** What spreadsheets take for the beginning of a formula (OWASP, CSV injection), and our mark before it. */
const GUARDED = /^'[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

/** A cell as it was before an export guarded it: a list that was exported here can be read again. */
export function withoutGuard(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell;
}

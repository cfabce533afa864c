const camelCase = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/**
 * The target's names with the old ones beside them: its own client still read those, and showed blank panels. `old` are values
 * that were text there.
 */
export function withOldNames(values: Record<string, unknown>, old: Record<string, unknown> = {}): Record<string, unknown> {
  const copies = Object.entries(values).map(([name, value]) => [camelCase(name), value]);
  return { ...values, ...Object.fromEntries(copies.filter(([name]) => !Object.hasOwn(values, String(name)))), ...old };
}

import type { Caller } from "@causeway/router";

/**
 * The procedures that `calls` picks from the caller, such as `campaigns.list`, without calling any. Procedures picked
 * only once the call is under way are not seen.
 */
export function namedProcedures(calls: (call: Caller) => unknown): string[] {
  const names: string[] = [];
  const feature = (name: string) => new Proxy({}, { get: (_, verb) => (names.push(`${name}.${String(verb)}`), () => undefined) });
  calls(asCaller(new Proxy({}, { get: (_, name) => feature(String(name)) })));
  return names;
}

/** Safe because `calls` only picks procedures of it: a row's function is run once, when the table is made, and its result dropped. */
const asCaller = (recorder: object): Caller => recorder as unknown as Caller;

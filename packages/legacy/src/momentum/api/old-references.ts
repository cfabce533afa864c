import type { OldReference } from "@causeway/contract";
import { toTaggedJson } from "@causeway/migrate";
import type { MomentumTools } from "../tools.ts";
import { storedInteger } from "./values.ts";

/** What an id in a path or query points to: a row that is here, or, as the old database let it, nothing. */
export async function findReference(
  { ids }: Pick<MomentumTools, "ids">,
  { kind, text }: { kind: string; text: string },
): Promise<OldReference> {
  const value = storedInteger(text);
  const id = typeof value === "bigint" ? await ids.newId(kind, String(value)) : null;
  return id === null ? { names: toTaggedJson(value) } : { id };
}

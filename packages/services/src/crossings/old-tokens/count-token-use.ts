import type { Runtime } from "../../runtime/context.ts";
import type { TokenUse } from "./token-uses.ts";

/** `own`: in the old form, but signed with a key of this server; such tokens do not keep a window open. `none`: nobody's. */
export type TokenKey = "old" | "own" | "none";

export function countTokenUse(
  { counters, tokenUses }: Pick<Runtime, "counters" | "tokenUses">,
  use: TokenUse & { key: TokenKey },
): void {
  const { system, kind, key, result } = use;
  counters.add("legacy_tokens", { system, key, result });
  if (key !== "own") tokenUses.add({ system, kind, result });
}

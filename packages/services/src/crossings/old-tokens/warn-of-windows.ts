import type { Runtime } from "../../runtime/context.ts";
import { shortKeysOf } from "./token-windows.ts";

/** Tells the operator of keys that are too short and of windows without an end. */
export function warnOfTokenWindows({ tokenWindows, logger }: Pick<Runtime, "tokenWindows" | "logger">): void {
  for (const window of tokenWindows.values()) {
    const { system, keys, until } = window;
    const setting = (name: string) => `LEGACY_${system.toUpperCase()}_${name}`;
    for (const name of shortKeysOf(window)) {
      logger.warn(
        { system },
        `${setting("SECRET")}${name && ` (${name})`} is shorter than 256 bits: old tokens are honoured, new ones are signed with another key, which the old server does not know`,
      );
    }
    if (keys.size > 0 && until === null) {
      logger.warn({ system }, `${setting("TOKENS_UNTIL")} is not set: tokens of the old server are honoured without end`);
    }
  }
}

import { keepWindowEnds, type Runtime, serviceContext, type TokenUses, warnOfTokenWindows } from "@causeway/services";
import type { Logger } from "pino";
import { SettingError } from "./setting.ts";

/** How often uses of old tokens are written. */
const FLUSH_MS = 60_000;

/** Throws `SettingError` where a window for old tokens is longer than it was and nobody asked for that. */
export async function openTokenWindows(runtime: Runtime): Promise<void> {
  warnOfTokenWindows(runtime);
  const [unasked] = await keepWindowEnds(serviceContext(runtime, "start"));
  if (!unasked) return;
  const { system, kept, asked } = unasked;
  const setting = (name: string) => `LEGACY_${system.toUpperCase()}_${name}`;
  throw new SettingError(
    asked === null
      ? `${setting("TOKENS_UNTIL")}: is missing, but old tokens were to end with ${kept}; set it to that day, or leave ${setting("SECRET")} out`
      : `${setting("TOKENS_UNTIL")}: ${asked} is later than ${kept}, with which old tokens were to end; to honour them longer, set ${setting("TOKENS_EXTEND")}=${asked} as well`,
  );
}

/** Writes the uses of old tokens every minute, and at the end what is left. */
export function writeTokenUses(tokenUses: TokenUses, logger: Logger): AsyncDisposable {
  const flush = () => tokenUses.flush().catch((err: unknown) => logger.warn({ err }, "uses of old tokens could not be written"));
  const timer = setInterval(() => void flush(), FLUSH_MS).unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await flush();
    },
  };
}

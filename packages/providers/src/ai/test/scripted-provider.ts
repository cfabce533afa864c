import type { TextProvider, TextRequest } from "../ai.ts";

export interface ScriptedProvider extends TextProvider {
  requests: TextRequest[];
}

/** Gives what the script says, one entry per request; the last one from then on. `never` is no answer at all. */
export function createScriptedProvider(
  name: string,
  script: readonly (string | Error)[],
  price = { inputMicros: 1, outputMicros: 5 },
): ScriptedProvider {
  const requests: TextRequest[] = [];
  return {
    name,
    price,
    requests,
    async write(request) {
      requests.push(request);
      const entry = script[Math.min(requests.length, script.length) - 1] ?? "";
      if (entry instanceof Error) throw entry;
      if (entry === "never") await new Promise(() => {});
      return { unverifiedJson: entry, inputTokens: 100, outputTokens: 20 };
    },
  };
}

import { defineMailTemplate } from "../template.ts";
import { notYou, originFacts, type Origin, sampleOrigin } from "../words.ts";

const WORDS = {
  enabled: "A second factor now protects your account: each sign-in asks for a code of your app.",
  disabled: "The second factor of your account was turned off: the password alone is enough to sign in.",
  reset: "An administrator took the second factor off your account. Set it up again after your next sign-in.",
  "backup-codes": "New backup codes were made for your account. The codes you had before no longer work.",
  "backup-code-used": "A backup code was used to sign in to your account. It does not work a second time.",
} as const;

export interface FactorChangedData extends Origin {
  change: keyof typeof WORDS;
}

export const factorChanged = defineMailTemplate<FactorChangedData>({
  summary: "The second factor was turned on or off, or its backup codes changed.",
  sample: () => ({ ...sampleOrigin, change: "enabled" }),
  write: ({ change, ...origin }, site) => ({
    subject: "The second factor of your account",
    blocks: [{ kind: "paragraph", text: WORDS[change] }, originFacts(origin), notYou(site)],
  }),
});

import { defineMailTemplate } from "../template.ts";
import { notYou, originFacts, type Origin, sampleOrigin, shownText } from "../words.ts";

export interface ApiKeyCreatedData extends Origin {
  name: string;
  /** How the key begins; never the key. */
  prefix: string;
}

export const apiKeyCreated = defineMailTemplate<ApiKeyCreatedData>({
  summary: "An API key was made.",
  sample: () => ({ ...sampleOrigin, name: "Till at the front desk", prefix: "cw_1a2b3c" }),
  write: ({ name, prefix, ...origin }, site) => ({
    subject: "A new API key for your account",
    blocks: [
      { kind: "paragraph", text: "A key was made with which programs can act for your account." },
      {
        kind: "facts",
        facts: [
          ["Name", shownText(name)],
          ["Begins with", prefix],
        ],
      },
      originFacts(origin),
      notYou(site),
    ],
  }),
});

import { defineMailTemplate } from "../template.ts";
import { notYou, originFacts, type Origin, sampleOrigin } from "../words.ts";

export const signInNotice = defineMailTemplate<Origin>({
  summary: "A sign-in from where this account has not been used before.",
  sample: () => sampleOrigin,
  write: (origin, site) => ({
    subject: "A new sign-in to your account",
    blocks: [
      { kind: "paragraph", text: "Your account was signed in to from a place or device that it has not been used from before." },
      originFacts(origin),
      { kind: "note", text: "If this was you, you need not do anything." },
      notYou(site),
    ],
  }),
});

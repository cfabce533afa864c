import { defineMailTemplate } from "../template.ts";
import { notYou, originFacts, type Origin, sampleOrigin } from "../words.ts";

export const passwordChanged = defineMailTemplate<Origin>({
  summary: "The password was changed or set anew.",
  sample: () => sampleOrigin,
  write: (origin, site) => ({
    subject: "Your password was changed",
    blocks: [
      { kind: "paragraph", text: "The password of your account was changed. All other sessions have ended." },
      originFacts(origin),
      notYou(site),
    ],
  }),
});

import { defineMailTemplate } from "../template.ts";
import { notYou, originFacts, type Origin, sampleOrigin } from "../words.ts";

export const sessionReuse = defineMailTemplate<Origin>({
  summary: "A refresh token was used a second time: somebody may have copied it.",
  sample: () => sampleOrigin,
  write: (origin, site) => ({
    subject: "We ended one of your sessions",
    blocks: [
      {
        kind: "paragraph",
        text: "A key that keeps one of your devices signed in was used twice. That happens when somebody has copied it, so we ended the session. Please sign in again on that device.",
      },
      originFacts(origin),
      notYou(site),
    ],
  }),
});

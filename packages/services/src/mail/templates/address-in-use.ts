import { defineMailTemplate } from "../template.ts";
import { originFacts, type Origin, sampleOrigin } from "../words.ts";

/** What the owner of an account hears when somebody enters the address as the new one of another account. */
export const addressInUse = defineMailTemplate<Origin>({
  summary: "Somebody entered this address as the new one of another account.",
  sample: () => sampleOrigin,
  write: (origin) => ({
    subject: "Your e-mail address was entered for another account",
    blocks: [
      {
        kind: "paragraph",
        text: "Somebody entered this address as the new one of another account. It belongs to your account already, so nothing was changed.",
      },
      originFacts(origin),
      { kind: "note", text: "If this was not you, you need not do anything." },
    ],
  }),
});

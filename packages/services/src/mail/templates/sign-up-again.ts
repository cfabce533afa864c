import { defineMailTemplate } from "../template.ts";
import { originFacts, type Origin, sampleOrigin } from "../words.ts";

/** What the owner of an account hears when somebody signs up with the address; the page itself must not tell. */
export const signUpAgain = defineMailTemplate<Origin>({
  summary: "Somebody signed up with an address that has an account already.",
  sample: () => sampleOrigin,
  write: (origin, { publicUrl }) => ({
    subject: "You have an account already",
    blocks: [
      { kind: "paragraph", text: "Somebody, probably you, signed up with this address. There is an account for it already." },
      { kind: "button", label: "Sign in", link: `${publicUrl}/sign-in` },
      originFacts(origin),
      { kind: "note", text: `Forgotten the password? Set a new one at ${publicUrl}/forgot-password.` },
      { kind: "note", text: "If this was not you, you need not do anything: nothing has changed." },
    ],
  }),
});

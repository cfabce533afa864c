import { defineMailTemplate } from "../template.ts";
import { hiddenLink, shownMinutes } from "../words.ts";

export interface VerifyEmailData {
  /** Absolute, with the one-time token behind a `#`. */
  link: string;
  validMinutes: number;
}

export const verifyEmail = defineMailTemplate<VerifyEmailData>({
  summary: "After signing up, to confirm the address.",
  sample: (site) => ({ link: hiddenLink(site), validMinutes: 1440 }),
  redact: (data, site) => ({ ...data, link: hiddenLink(site) }),
  write: ({ link, validMinutes }) => ({
    subject: "Confirm your e-mail address",
    blocks: [
      { kind: "paragraph", text: "Welcome. Please confirm that this address is yours, so that we can reach you here." },
      { kind: "button", label: "Confirm the address", link },
      { kind: "note", text: `The link is good for ${shownMinutes(validMinutes)} and works once.` },
      { kind: "note", text: "If you did not sign up, you need not do anything: without this step the address is not used." },
    ],
  }),
});

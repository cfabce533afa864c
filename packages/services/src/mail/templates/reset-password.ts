import { defineMailTemplate } from "../template.ts";
import { hiddenLink, originFacts, type Origin, sampleOrigin, shownMinutes } from "../words.ts";

export interface ResetPasswordData extends Origin {
  /** Absolute, with the one-time token behind a `#`. */
  link: string;
  validMinutes: number;
}

export const resetPassword = defineMailTemplate<ResetPasswordData>({
  summary: "Somebody asked for a new password.",
  sample: (site) => ({ ...sampleOrigin, link: hiddenLink(site), validMinutes: 60 }),
  redact: (data, site) => ({ ...data, link: hiddenLink(site) }),
  write: ({ link, validMinutes, ...origin }) => ({
    subject: "Set a new password",
    blocks: [
      { kind: "paragraph", text: "Somebody, probably you, asked for a new password for your account." },
      { kind: "button", label: "Set a new password", link },
      { kind: "note", text: `The link is good for ${shownMinutes(validMinutes)} and works once.` },
      originFacts(origin),
      { kind: "note", text: "If this was not you, you need not do anything: your password stays as it is." },
    ],
  }),
});

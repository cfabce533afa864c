import { defineMailTemplate } from "../template.ts";
import { hiddenLink, shownMinutes } from "../words.ts";

export interface EmailChangeData {
  /** Absolute, with the one-time token behind a `#`. */
  link: string;
  validMinutes: number;
}

/** To the new address. */
export const emailChange = defineMailTemplate<EmailChangeData>({
  summary: "To a new address, to confirm it before it is used.",
  sample: (site) => ({ link: hiddenLink(site), validMinutes: 60 }),
  redact: (data, site) => ({ ...data, link: hiddenLink(site) }),
  write: ({ link, validMinutes }) => ({
    subject: "Confirm your new e-mail address",
    blocks: [
      { kind: "paragraph", text: "This address was entered as the new one of an account. Please confirm that it is yours." },
      { kind: "button", label: "Use this address", link },
      { kind: "note", text: `The link is good for ${shownMinutes(validMinutes)} and works once. Until then nothing changes.` },
      { kind: "note", text: "If this was not you, you need not do anything." },
    ],
  }),
});

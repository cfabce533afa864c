import { defineMailTemplate } from "../template.ts";
import { hiddenLink, originFacts, type Origin, sampleOrigin, shownInstant } from "../words.ts";

export interface AccountDeletedData extends Origin {
  deleteAfter: Date;
  /** Absolute, with the one-time token behind a `#`. */
  restoreLink: string;
}

export const accountDeleted = defineMailTemplate<AccountDeletedData>({
  summary: "The account is to be deleted.",
  sample: (site) => ({
    ...sampleOrigin,
    deleteAfter: new Date(sampleOrigin.at.getTime() + 14 * 24 * 60 * 60_000),
    restoreLink: hiddenLink(site),
  }),
  redact: (data, site) => ({ ...data, restoreLink: hiddenLink(site) }),
  write: ({ deleteAfter, restoreLink, ...origin }) => ({
    subject: "Your account will be deleted",
    blocks: [
      {
        kind: "paragraph",
        text: `Your account is closed: nobody can sign in to it any more. It is deleted with your restaurants and all that is in them after ${shownInstant(deleteAfter)}.`,
      },
      originFacts(origin),
      { kind: "paragraph", text: "If you have changed your mind, or if this was not you, you can have it back until then:" },
      { kind: "button", label: "Keep my account", link: restoreLink },
      { kind: "note", text: "This is the last mail to this address." },
    ],
  }),
});

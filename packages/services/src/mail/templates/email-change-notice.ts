import { defineMailTemplate, type MailBlock } from "../template.ts";
import { hiddenLink, notYou, originFacts, type Origin, sampleOrigin } from "../words.ts";

export interface EmailChangeNoticeData extends Origin {
  /** `requested`: the new address has yet to be confirmed. */
  step: "requested" | "done";
  /** Once done: takes it back for a week. Absolute, with the one-time token behind a `#`. */
  undoLink: string | null;
}

/** To the old address, which the new one must not be able to hide. */
export const emailChangeNotice = defineMailTemplate<EmailChangeNoticeData>({
  summary: "To the old address, when another one is asked for and when it is in use.",
  sample: () => ({ ...sampleOrigin, step: "requested", undoLink: null }),
  redact: (data, site) => ({ ...data, undoLink: data.undoLink && hiddenLink(site) }),
  write: ({ step, undoLink, ...origin }, site) => ({
    subject: step === "done" ? "Your e-mail address was changed" : "Your e-mail address is about to change",
    blocks: [
      {
        kind: "paragraph",
        text:
          step === "done"
            ? "Your account now has another e-mail address. Mails no longer come here."
            : "Another e-mail address was entered for your account. It is used as soon as it is confirmed there.",
      },
      originFacts(origin),
      ...(undoLink === null ? [notYou(site)] : undo(undoLink)),
    ],
  }),
});

const undo = (link: string): MailBlock[] => [
  {
    kind: "paragraph",
    text: "If this was not you, take your account back within seven days. All sessions end, and you set a new password:",
  },
  { kind: "button", label: "This was not me", link },
];

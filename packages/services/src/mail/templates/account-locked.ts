import { defineMailTemplate } from "../template.ts";
import { originFacts, type Origin, sampleOrigin, shownInstant } from "../words.ts";

export interface AccountLockedData extends Origin {
  until: Date;
}

export const accountLocked = defineMailTemplate<AccountLockedData>({
  summary: "Too many wrong passwords or codes locked the account for a while.",
  sample: () => ({ ...sampleOrigin, until: new Date(sampleOrigin.at.getTime() + 15 * 60_000) }),
  write: ({ until, ...origin }, { publicUrl }) => ({
    subject: "Signing in to your account is blocked for a while",
    blocks: [
      {
        kind: "paragraph",
        text: `There were too many failed tries to sign in to your account. No password is accepted before ${shownInstant(until)}.`,
      },
      originFacts(origin),
      { kind: "paragraph", text: "Devices that are signed in stay so. If you need to get in now, set a new password:" },
      { kind: "button", label: "Set a new password", link: `${publicUrl}/forgot-password` },
    ],
  }),
});

import type { MailBlock, MailSite } from "./template.ts";

const instant = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });

/** Where something happened. */
export interface Origin {
  at: Date;
  ip: string | null;
  userAgent: string | null;
}

export const shownInstant = (at: Date): string => `${instant.format(at)} UTC`;

/** Text that somebody else chose, on one line and no longer than a line should be. */
export function shownText(text: string, maxLength = 120): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

export function shownMinutes(minutes: number): string {
  if (minutes % 1440 === 0) return minutes === 1440 ? "one day" : `${minutes / 1440} days`;
  if (minutes % 60 === 0) return minutes === 60 ? "one hour" : `${minutes / 60} hours`;
  return `${minutes} minutes`;
}

export function originFacts({ at, ip, userAgent }: Origin): MailBlock {
  return {
    kind: "facts",
    facts: [
      ["When", shownInstant(at)],
      ["Address", ip],
      ["Device", userAgent === null ? null : shownText(userAgent)],
    ],
  };
}

/** What to do when it was somebody else. */
export function notYou({ publicUrl }: MailSite): MailBlock {
  return {
    kind: "note",
    text: `If this was not you, set a new password at ${publicUrl}/forgot-password and end all other sessions in your account.`,
  };
}

export const sampleOrigin: Origin = {
  at: new Date("2026-03-02T09:30:00.000Z"),
  ip: "192.0.2.17",
  userAgent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0",
};

/** What stands in the outbox in place of a one-time link. */
export const hiddenLink = ({ publicUrl }: MailSite): string => `${publicUrl}/#this-link-is-only-in-the-mail`;

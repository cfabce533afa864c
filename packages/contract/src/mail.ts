import { z } from "zod";
import { Id, PageInput, pageOf, SearchText } from "./common.ts";

export const MAIL_REASONS = ["MAIL_NOT_FOUND"] as const;

export const MailTemplateName = z.enum([
  "verify-email",
  "sign-up-again",
  "reset-password",
  "password-changed",
  "email-change",
  "email-change-notice",
  "address-in-use",
  "sign-in-notice",
  "account-locked",
  "session-reuse",
  "factor-changed",
  "account-deleted",
  "api-key-created",
]);
export type MailTemplateName = z.infer<typeof MailTemplateName>;

/** `failed`: nobody tries again. */
export const MailState = z.enum(["queued", "sent", "failed"]);
export type MailState = z.infer<typeof MailState>;

export const MailSummary = z.object({
  id: Id,
  recipient: z.string(),
  userId: z.string().nullable(),
  template: z.string(),
  subject: z.string(),
  state: MailState,
  /** Why the last try did not succeed; null after one that did. */
  lastError: z.string().nullable(),
  createdAt: z.date(),
  sentAt: z.date().nullable(),
});
export type MailSummary = z.infer<typeof MailSummary>;

/** The HTML is for a frame without scripts and without this origin. */
export const MailBody = z.object({ subject: z.string(), text: z.string(), html: z.string() });
export type MailBody = z.infer<typeof MailBody>;

/** With `isLinkHidden`, the link that lets its reader in is left out: only the recipient has it. */
export const Mail = MailSummary.extend({ ...MailBody.shape, isLinkHidden: z.boolean() });
export type Mail = z.infer<typeof Mail>;

/** `search` is a part of the recipient's address. */
export const ListMailInput = PageInput.extend({
  search: SearchText.optional(),
  state: MailState.optional(),
  template: MailTemplateName.optional(),
});
export type ListMailInput = z.infer<typeof ListMailInput>;
export const MailPage = pageOf(MailSummary);

export const GetMailInput = z.object({ id: Id });
export type GetMailInput = z.infer<typeof GetMailInput>;

export const MailTemplateList = z.array(z.object({ name: MailTemplateName, summary: z.string(), hasLink: z.boolean() }));
export type MailTemplateList = z.infer<typeof MailTemplateList>;

export const PreviewMailInput = z.object({ template: MailTemplateName });
export type PreviewMailInput = z.infer<typeof PreviewMailInput>;

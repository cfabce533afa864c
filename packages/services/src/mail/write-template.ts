import type { MailTemplateName } from "@causeway/contract";
import { renderMail, type RenderedMail } from "./render-mail.ts";
import type { MailSite, MailTemplate } from "./template.ts";
import { MAIL_TEMPLATES } from "./templates/index.ts";

/** The data of each template. */
export type MailData<TName extends MailTemplateName> =
  (typeof MAIL_TEMPLATES)[TName] extends MailTemplate<infer TData> ? TData : never;

/** The template of that name. Safe because the registry's type is where the data's type comes from. */
function templateOf<TName extends MailTemplateName>(name: TName): MailTemplate<MailData<TName>> {
  return MAIL_TEMPLATES[name] as unknown as MailTemplate<MailData<TName>>;
}

export interface WrittenMail {
  /** As its recipient gets it. */
  mail: RenderedMail;
  /** As everybody else may see it; null where that is the same. */
  redacted: RenderedMail | null;
}

/** A mail in words. */
export function writeTemplate<TName extends MailTemplateName>(
  { name, data }: { name: TName; data: MailData<TName> },
  site: MailSite,
): WrittenMail {
  const template = templateOf(name);
  const render = (facts: MailData<TName>) => renderMail(template.write(facts, site));
  return { mail: render(data), redacted: template.redact ? render(template.redact(data, site)) : null };
}

export function describeTemplate(name: MailTemplateName): { summary: string; hasLink: boolean } {
  const { summary, redact } = templateOf(name);
  return { summary, hasLink: redact !== undefined };
}

/** A mail with made-up data. */
export function writeSample(name: MailTemplateName, site: MailSite): RenderedMail {
  const template = templateOf(name);
  return renderMail(template.write(template.sample(site), site));
}

import { type MailBody, MailTemplateName, type MailTemplateList, type PreviewMailInput } from "@causeway/contract";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { describeTemplate, writeSample } from "./write-template.ts";

/** Every mail the system can write. */
export function listMailTemplates(ctx: Ctx): MailTemplateList {
  requirePermission(ctx, "mail:read");
  return MailTemplateName.options.map((name) => ({ name, ...describeTemplate(name) }));
}

/** A mail with made-up data. */
export function previewMail(ctx: Ctx, { template }: PreviewMailInput): MailBody {
  requirePermission(ctx, "mail:read");
  return writeSample(template, ctx);
}

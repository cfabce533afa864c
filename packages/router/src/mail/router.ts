import { GetMailInput, ListMailInput, Mail, MailBody, MailPage, MailTemplateList, PreviewMailInput } from "@causeway/contract";
import { getMail, listMail, listMailTemplates, previewMail } from "@causeway/services";
import { permissionProcedure, router } from "../core/trpc.ts";

export const mailRouter = router({
  list: permissionProcedure("mail:read")
    .meta({ summary: "Every mail the system wrote, newest first, searched by recipient." })
    .input(ListMailInput)
    .output(MailPage)
    .query(({ ctx, input }) => listMail(ctx, input)),

  get: permissionProcedure("mail:read")
    .meta({ summary: "One mail with its words." })
    .input(GetMailInput)
    .output(Mail)
    .query(({ ctx, input }) => getMail(ctx, input)),

  templates: permissionProcedure("mail:read")
    .meta({ summary: "Every kind of mail the system can write." })
    .output(MailTemplateList)
    .query(({ ctx }) => listMailTemplates(ctx)),

  preview: permissionProcedure("mail:read")
    .meta({ summary: "A kind of mail with made-up data." })
    .input(PreviewMailInput)
    .output(MailBody)
    .query(({ ctx, input }) => previewMail(ctx, input)),
});

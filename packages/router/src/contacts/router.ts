import {
  Contact,
  ContactCommand,
  ContactImport,
  ContactPage,
  CreateContactInput,
  Done,
  ExportContactsInput,
  ExportPart,
  FixImportRowInput,
  GetContactInput,
  GetImportInput,
  ImportContactsInput,
  ImportErrorPage,
  ImportPage,
  ImportRowCommand,
  ImportRowsInput,
  ListContactsInput,
  ListImportErrorsInput,
  ListImportsInput,
  SampleList,
  UpdateContactInput,
} from "@causeway/contract";
import {
  createContact,
  deleteContact,
  dismissImportRow,
  exportContacts,
  fixImportRow,
  getContact,
  getImport,
  getSampleList,
  importContacts,
  importRows,
  listContacts,
  listImportErrors,
  listImports,
  optInContact,
  optOutContact,
  updateContact,
  watchImport,
} from "@causeway/services";
import { streamOf } from "../core/stream-of.ts";
import { permissionProcedure, router } from "../core/trpc.ts";

export const contactsRouter = router({
  list: permissionProcedure("contact:read")
    .meta({ summary: "A restaurant's customers, all or those lapsed or opted out, searched and sorted." })
    .input(ListContactsInput)
    .output(ContactPage)
    .query(({ ctx, input }) => listContacts(ctx, input)),

  get: permissionProcedure("contact:read")
    .meta({ summary: "One customer." })
    .input(GetContactInput)
    .output(Contact)
    .query(({ ctx, input }) => getContact(ctx, input)),

  create: permissionProcedure("contact:write")
    .meta({ summary: "Adds a customer." })
    .input(CreateContactInput)
    .output(Contact)
    .mutation(({ ctx, input }) => createContact(ctx, input)),

  update: permissionProcedure("contact:write")
    .meta({ summary: "Changes a customer." })
    .input(UpdateContactInput)
    .output(Contact)
    .mutation(({ ctx, input }) => updateContact(ctx, input)),

  delete: permissionProcedure("contact:write")
    .meta({ summary: "Removes a customer; that they opted out stays known." })
    .input(ContactCommand)
    .output(Done)
    .mutation(({ ctx, input }) => deleteContact(ctx, input)),

  optOut: permissionProcedure("contact:write")
    .meta({ summary: "No messages to this customer any more." })
    .input(ContactCommand)
    .output(Contact)
    .mutation(({ ctx, input }) => optOutContact(ctx, input)),

  optIn: permissionProcedure("contact:write")
    .meta({ summary: "Messages to this customer again, unless they said STOP themselves." })
    .input(ContactCommand)
    .output(Contact)
    .mutation(({ ctx, input }) => optInContact(ctx, input)),

  export: permissionProcedure("contact:read")
    .meta({ summary: "A restaurant's customers as CSV, in the columns a customer list has.", download: "customers.csv" })
    .input(ExportContactsInput)
    .output(ExportPart)
    .query(({ ctx, input }) => exportContacts(ctx, input)),

  sampleList: permissionProcedure("contact:read")
    .meta({ summary: "A customer list to begin with." })
    .output(SampleList)
    .query(({ ctx }) => getSampleList(ctx)),

  import: permissionProcedure("contact:write")
    .meta({ summary: "Has an uploaded customer list read in the background.", limit: "upload" })
    .input(ImportContactsInput)
    .output(ContactImport)
    .mutation(({ ctx, input }) => importContacts(ctx, input)),

  importRows: permissionProcedure("contact:write")
    .meta({ summary: "Takes a customer list row by row." })
    .input(ImportRowsInput)
    .output(ContactImport)
    .mutation(({ ctx, input }) => importRows(ctx, input)),

  imports: permissionProcedure("contact:read")
    .meta({ summary: "The customer lists of a restaurant, newest first." })
    .input(ListImportsInput)
    .output(ImportPage)
    .query(({ ctx, input }) => listImports(ctx, input)),

  getImport: permissionProcedure("contact:read")
    .meta({ summary: "One customer list and how far it is read." })
    .input(GetImportInput)
    .output(ContactImport)
    .query(({ ctx, input }) => getImport(ctx, input)),

  watchImport: permissionProcedure("contact:read")
    .meta({ summary: "How far a customer list is read, now and after every change." })
    .input(GetImportInput)
    .output(streamOf(ContactImport))
    .subscription(({ ctx, input, signal }) => watchImport(ctx, input, signal ?? new AbortController().signal)),

  importErrors: permissionProcedure("contact:read")
    .meta({ summary: "The refused rows of a customer list that are still open, in its order." })
    .input(ListImportErrorsInput)
    .output(ImportErrorPage)
    .query(({ ctx, input }) => listImportErrors(ctx, input)),

  fixImportRow: permissionProcedure("contact:write")
    .meta({ summary: "Takes a refused row as it should have been." })
    .input(FixImportRowInput)
    .output(ContactImport)
    .mutation(({ ctx, input }) => fixImportRow(ctx, input)),

  dismissImportRow: permissionProcedure("contact:write")
    .meta({ summary: "Leaves a refused row out for good." })
    .input(ImportRowCommand)
    .output(ContactImport)
    .mutation(({ ctx, input }) => dismissImportRow(ctx, input)),
});

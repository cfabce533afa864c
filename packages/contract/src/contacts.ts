import { z } from "zod";
import { Day, ExportInput, Id, PageInput, pageOf, SearchText } from "./common.ts";
import { Email } from "./identity.ts";

export const CONTACT_REASONS = [
  "CONTACT_NOT_FOUND",
  "PHONE_REFUSED",
  "PHONE_TAKEN",
  "IMPORT_NOT_FOUND",
  "IMPORT_ID_TAKEN",
  "IMPORT_ROW_NOT_FOUND",
  "IMPORT_ROW_REFUSED",
  "IMPORT_NOT_DONE",
  "OPTED_OUT_BY_CUSTOMER",
] as const;

/** Days without an order after which a customer counts as lapsed. */
export const LAPSED_AFTER_DAYS = 30;

/** ISO 3166-1 alpha-2: whose numbers are meant where one comes without a country code. */
export const Country = z
  .string()
  .regex(/^[A-Z]{2}$/, { error: "Give a country as two capital letters, such as US." })
  .meta({ examples: ["US"] });
export const DEFAULT_COUNTRY = "US";

/** As people write it: an optional plus, then ten or more digits, spaces, hyphens and parentheses. */
export const PhoneText = z.string().trim().min(1, { error: "Enter a phone number." }).max(50);

export const ContactName = z.string().trim().min(1, { error: "Enter the customer's name." }).max(200);
const Notes = z.string().trim().max(2000);

export const Contact = z.object({
  id: Id,
  restaurantId: Id,
  name: z.string(),
  /** E.164, such as `+15550100001`. */
  phone: z.string(),
  email: z.string().nullable(),
  notes: z.string().nullable(),
  lastOrderOn: Day.nullable(),
  /** No order within thirty days. False where no order is known of. */
  isLapsed: z.boolean(),
  /** Null for somebody who gets messages. */
  optedOutAt: z.date().nullable(),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type Contact = z.infer<typeof Contact>;

/** `search` is a part of the name, the number or the e-mail address, ASCII letters in either case. */
export const ListContactsInput = PageInput.extend({
  restaurantId: Id,
  search: SearchText.optional(),
  filter: z.enum(["all", "lapsed", "opted-out"]).default("all"),
  /** Of one list only. */
  importId: Id.optional(),
  sort: z.enum(["name", "lastOrderOn", "createdAt"]).default("name"),
  order: z.enum(["asc", "desc"]).default("asc"),
});
export type ListContactsInput = z.infer<typeof ListContactsInput>;
export const ContactPage = pageOf(Contact);
export const GetContactInput = z.object({ id: Id });
export type GetContactInput = z.infer<typeof GetContactInput>;

export const CreateContactInput = z.object({
  restaurantId: Id,
  name: ContactName,
  phone: PhoneText,
  country: Country.default(DEFAULT_COUNTRY),
  email: Email.optional(),
  notes: Notes.optional(),
  lastOrderOn: Day.optional(),
});
export type CreateContactInput = z.infer<typeof CreateContactInput>;

/** What is left out stays; null takes it away. */
export const UpdateContactInput = z.object({
  id: Id,
  name: ContactName.optional(),
  phone: PhoneText.optional(),
  country: Country.default(DEFAULT_COUNTRY),
  email: Email.nullable().optional(),
  notes: Notes.nullable().optional(),
  lastOrderOn: Day.nullable().optional(),
});
export type UpdateContactInput = z.infer<typeof UpdateContactInput>;
export const ContactCommand = z.object({ id: Id });
export type ContactCommand = z.infer<typeof ContactCommand>;

/** The columns of a customer list; the first three are required. */
export const CUSTOMER_COLUMNS = ["customer_name", "phone_number", "last_order_date", "email", "notes"] as const;
export type CustomerColumn = (typeof CUSTOMER_COLUMNS)[number];

/** Why a row of a list was not taken; one per row, the first that applies. */
export const RowRefusal = z.enum([
  "FIELDS_MISSING",
  "PHONE_FORMAT",
  "PHONE_NUMBER",
  "DATE_FORMAT",
  "TEXT_TOO_LONG",
  "TEXT_UNREADABLE",
]);
export type RowRefusal = z.infer<typeof RowRefusal>;

/** A row as it stands in the file: header to cell. Cells that are missing are absent. */
export const CustomerCells = z.record(z.string(), z.string());
export type CustomerCells = z.infer<typeof CustomerCells>;

export const ContactImport = z.object({
  id: Id,
  restaurantId: Id,
  fileName: z.string(),
  state: z.enum(["reading", "done", "failed"]),
  /** Data rows seen so far; each was taken or refused. */
  rows: z.number().int(),
  accepted: z.number().int(),
  refused: z.number().int(),
  /** Refused rows that nobody has corrected or dismissed yet. */
  openErrors: z.number().int(),
  /** Of the file, from 0 to 1. */
  progress: z.number(),
  /** Why the file could not be read, in words for its owner. */
  failure: z.string().nullable(),
  createdAt: z.date(),
  finishedAt: z.date().nullable(),
});
export type ContactImport = z.infer<typeof ContactImport>;

/** `fileId` is a file of the purpose `customer-list`. With an `id` of the caller's own, the same call again gives the first one's import. */
export const ImportContactsInput = z.object({
  id: Id.optional(),
  restaurantId: Id,
  fileId: Id,
  country: Country.default(DEFAULT_COUNTRY),
});
export type ImportContactsInput = z.infer<typeof ImportContactsInput>;

/** A list that comes row by row instead of as a file; read before the answer. */
export const ImportRowsInput = z.object({
  id: Id.optional(),
  restaurantId: Id,
  fileName: z.string().trim().min(1).max(255),
  rows: z.array(CustomerCells).max(100_000),
  country: Country.default(DEFAULT_COUNTRY),
});
export type ImportRowsInput = z.infer<typeof ImportRowsInput>;

export const ListImportsInput = PageInput.extend({ restaurantId: Id });
export type ListImportsInput = z.infer<typeof ListImportsInput>;
export const ImportPage = pageOf(ContactImport);
export const GetImportInput = z.object({ id: Id });
export type GetImportInput = z.infer<typeof GetImportInput>;

export const ImportRowError = z.object({
  /** Data rows count from 1. */
  row: z.number().int(),
  reason: RowRefusal,
  message: z.string(),
  cells: CustomerCells,
});
export type ImportRowError = z.infer<typeof ImportRowError>;
/** Refused rows that are still open, in the order of the file. */
export const ListImportErrorsInput = PageInput.extend({ id: Id });
export type ListImportErrorsInput = z.infer<typeof ListImportErrorsInput>;
export const ImportErrorPage = pageOf(ImportRowError);

export const ImportRowCommand = z.object({ id: Id, row: z.number().int().min(1) });
export type ImportRowCommand = z.infer<typeof ImportRowCommand>;
/** The whole row as it should have been. */
export const FixImportRowInput = ImportRowCommand.extend({ cells: CustomerCells, country: Country.default(DEFAULT_COUNTRY) });
export type FixImportRowInput = z.infer<typeof FixImportRowInput>;

export const ExportContactsInput = ExportInput.extend({ restaurantId: Id });
export type ExportContactsInput = z.infer<typeof ExportContactsInput>;
/** A list to begin with: the header and a few rows. */
export const SampleList = z.object({ fileName: z.string(), csv: z.string() });
export type SampleList = z.infer<typeof SampleList>;

import { CreateSmsInput, ImportRowsInput } from "@causeway/contract";
import type { UploadedFile } from "@causeway/rest";
import type { Caller } from "@causeway/router";
import { shown, type SmsFacts, smsTemplate } from "./campaign-texts.ts";
import type { OldCustomer } from "./customer-list.ts";
import { fitting, type Refuse } from "./fitting.ts";

/** A campaign of text messages as both path sets ask for it. */
export interface SmsRequest {
  restaurantId: string;
  facts: SmsFacts;
  customers: readonly OldCustomer[];
  fileName: string;
}

const COLUMNS = ["customer_name", "phone_number", "last_order_date", "email", "notes"];
const CODE_LENGTH = 20;

/** The code as campaigns here can have one; the message has it as it was typed. */
function asPromoCode(code: unknown): string | undefined {
  const signs = shown(code)
    .toUpperCase()
    .replace(/[^A-Z0-9-]/g, "");
  return signs.slice(0, CODE_LENGTH) || undefined;
}

/** The list becomes the restaurant's, and those lapsed get the message. `recipients` are the numbers that will be texted. */
export const sendSms =
  (refuse: Refuse) =>
  ({ contacts: { importRows }, campaigns: { previewSms, createSms } }: Caller) =>
  async (request: SmsRequest | null) => {
    if (request === null) return { campaign: null, recipients: null };
    const { restaurantId, facts, customers, fileName } = request;
    const promoCode = asPromoCode(facts.offerCode);
    const described = {
      restaurantId,
      businessName: shown(facts.restaurantName),
      offer: shown(facts.offer),
      template: smsTemplate(facts),
      ...(promoCode === undefined ? {} : { promoCode }),
      start: { kind: "now" as const },
    };
    // Before anything is stored.
    fitting(CreateSmsInput, described, refuse);
    const rows = customers.map(({ cells }) => knownCells(cells));
    const list = await importRows(fitting(ImportRowsInput, { restaurantId, fileName, rows }, refuse));
    const input = { ...described, audience: { kind: "list" as const, importId: list.id, onlyLapsed: true } };
    const { recipients } = await previewSms(input);
    return { campaign: recipients === 0 ? null : await createSms(input), recipients };
  };

function knownCells(cells: Record<string, string>): Record<string, string> {
  return Object.fromEntries(COLUMNS.flatMap((column) => (Object.hasOwn(cells, column) ? [[column, cells[column] ?? ""]] : [])));
}

/** As people see it: browsers send UTF-8. */
export function shownName({ name }: UploadedFile): string {
  const text = Buffer.from(name, "latin1").toString("utf8");
  return text.replaceAll("\0", "").trim().slice(0, 255).toWellFormed() || "customers.csv";
}

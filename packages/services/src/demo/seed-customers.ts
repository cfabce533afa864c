import { type Db, newId } from "@causeway/db";
import { daysBefore, utcDay } from "../restaurants/days.ts";
import { scatter } from "./scatter.ts";

const FIRST = [
  "Ada",
  "Bashir",
  "Chiara",
  "Dewi",
  "Elif",
  "Femi",
  "Gwen",
  "Hana",
  "Iris",
  "Jonas",
  "Kofi",
  "Lena",
  "Marek",
  "Nadia",
];
const LAST = ["Abbott", "Bianchi", "Cole", "Dhillon", "Evans", "Fofanah", "Grant", "Hughes", "Iqbal", "Jansen", "Kaur", "Lewis"];

export interface DemoCustomer {
  id: string;
  name: string;
  phone: string;
  lastOrderOn: string;
}

/** Rows of a list that somebody has yet to correct. */
const REFUSED = [
  {
    row: 7,
    reason: "PHONE_FORMAT",
    message: "Invalid phone number format",
    cells: { customer_name: "Rhys Tudor", phone_number: "07700.900.451", last_order_date: "2026-01-18" },
  },
  {
    row: 19,
    reason: "DATE_FORMAT",
    message: "Invalid date format (expected YYYY-MM-DD)",
    cells: { customer_name: "Sunniva Berg", phone_number: "07700 900452", last_order_date: "18/01/2026" },
  },
  {
    row: 31,
    reason: "FIELDS_MISSING",
    message: "Missing required fields: last_order_date",
    cells: { customer_name: "Theo Marsh", phone_number: "07700 900453", last_order_date: "" },
  },
];

/** Customers of a restaurant, about half of them lapsed, two opted out, on a list of which three rows were refused. */
export async function seedCustomers(tx: Db, now: Date, restaurantId: string, seed: number): Promise<DemoCustomer[]> {
  const { contact, contactImport, contactImportError, contactImportMember, smsOptOut } = tx.tables;
  const count = seed === 0 ? 84 : 18 + scatter(seed, 12);
  const at = daysBefore(now, 20);
  const customers = Array.from({ length: count }, (_, index) => ({
    id: newId(),
    restaurantId,
    name: `${FIRST[scatter(seed * 31 + index, FIRST.length)]} ${LAST[scatter(seed * 17 + index * 7, LAST.length)]}`,
    // 07700 900000 to 900999 are set aside for stories (Ofcom); nobody has them.
    phone: `+447700900${String((seed * 100 + index) % 450).padStart(3, "0")}`,
    email: index % 3 === 0 ? `guest${index}@example.com` : null,
    notes: index % 11 === 0 ? "Likes the table by the window" : null,
    lastOrderOn: utcDay(daysBefore(now, 1 + scatter(seed * 53 + index, 64))),
    createdAt: at,
    updatedAt: at,
  }));
  await tx.insert(contact).values(customers);
  const [list] = await tx
    .insert(contactImport)
    .values({
      restaurantId,
      fileName: "guests-winter.csv",
      state: "done",
      rows: count + REFUSED.length,
      accepted: count,
      refused: REFUSED.length,
      bytesRead: 0,
      country: "GB",
      createdAt: at,
      finishedAt: at,
    })
    .returning({ id: contactImport.id });
  const importId = list?.id ?? "";
  await tx.insert(contactImportMember).values(customers.map(({ id: contactId }) => ({ importId, contactId })));
  await tx.insert(contactImportError).values(REFUSED.map((refused) => ({ importId, ...refused })));
  const optedOut = customers.slice(3, 5);
  await tx
    .insert(smsOptOut)
    .values(optedOut.map(({ phone }, index) => ({ restaurantId, phone, at, source: index === 0 ? "customer" : "restaurant" })));
  return customers.filter((customer) => !optedOut.includes(customer));
}

import { type Db, lastPerKey, newId } from "@causeway/db";
import { and, eq, inArray } from "drizzle-orm";
import type { Ctx } from "../../runtime/context.ts";
import { creditReengagement } from "../credit-reengagement.ts";
import { type Customer, readCustomerRow } from "../customer-row.ts";
import type { ListRow } from "../read-customer-list.ts";

export interface ImportTarget {
  importId: string;
  restaurantId: string;
  country: string;
}

export interface TakenRows {
  accepted: number;
  refused: number;
}

/** What the list says, on top of what is known: a later order, and nothing forgotten for a cell that is empty. */
function merge(known: Omit<Customer, "lastOrderOn"> & { lastOrderOn: string | null }, row: Customer): Customer {
  return {
    name: row.name,
    phone: row.phone,
    email: row.email ?? known.email,
    notes: row.notes ?? known.notes,
    lastOrderOn: row.lastOrderOn > (known.lastOrderOn ?? "") ? row.lastOrderOn : (known.lastOrderOn ?? row.lastOrderOn),
  };
}

/** One customer per number; of several rows with one number, the later ones tell what the earlier ones do not. */
function mergeByPhone(rows: readonly Customer[]): Map<string, Customer> {
  const byPhone = new Map<string, Customer>();
  for (const row of rows) {
    const earlier = byPhone.get(row.phone);
    byPhone.set(row.phone, earlier ? merge(earlier, row) : row);
  }
  return byPhone;
}

/** Adds customers to the restaurant and to the list, or brings those it has up to date, by their number. */
export async function saveCustomers(
  tx: Db,
  ctx: Pick<Ctx, "clock">,
  target: ImportTarget,
  rows: readonly Customer[],
): Promise<void> {
  if (rows.length === 0) return;
  const { importId, restaurantId } = target;
  const { contact, contactImportMember } = tx.tables;
  const byPhone = mergeByPhone(rows);
  const known = await tx
    .select()
    .from(contact)
    .where(and(eq(contact.restaurantId, restaurantId), inArray(contact.phone, [...byPhone.keys()])));
  const before = new Map(known.map((row) => [row.phone, row]));
  const now = ctx.clock();
  const saved = [...byPhone.values()].map((row) => {
    const old = before.get(row.phone);
    const customer = old ? merge(old, row) : row;
    return { ...customer, id: old?.id ?? newId(), restaurantId, createdAt: old?.createdAt ?? now, updatedAt: now };
  });
  await tx.bulkInsert({
    table: contact,
    columns: ["id", "restaurantId", "name", "phone", "email", "notes", "lastOrderOn", "createdAt", "updatedAt"],
    rows: saved,
    onConflict: { target: ["restaurantId", "phone"], set: ["name", "email", "notes", "lastOrderOn", "updatedAt"] },
  });
  await tx.bulkInsert({
    table: contactImportMember,
    columns: ["importId", "contactId"],
    rows: saved.map(({ id }) => ({ importId, contactId: id })),
    onConflict: { target: ["importId", "contactId"], set: [] },
  });
  await creditReengagement(tx, {
    restaurantId,
    changes: saved.map(({ phone, lastOrderOn }) => ({ phone, lastOrderOn, before: before.get(phone)?.lastOrderOn ?? null })),
  });
}

/**
 * Takes rows of a list, each as a customer or as a refusal with its cells. The same rows again change nothing: customers are
 * found by number, refusals by row.
 */
export async function takeRows(
  tx: Db,
  ctx: Pick<Ctx, "clock">,
  target: ImportTarget,
  rows: readonly ListRow[],
): Promise<TakenRows> {
  const readings = rows.map((row) => ({ ...row, ...readCustomerRow(row.cells, target) }));
  const customers = readings.flatMap(({ customer }) => (customer ? [customer] : []));
  const refusals = readings.flatMap(({ row, cells, refusal }) =>
    refusal ? [{ importId: target.importId, row, cells, ...refusal }] : [],
  );
  await saveCustomers(tx, ctx, target, customers);
  if (refusals.length > 0) {
    await tx
      .insert(tx.tables.contactImportError)
      .values(lastPerKey(refusals, ({ row }) => row))
      .onConflictDoNothing();
  }
  return { accepted: customers.length, refused: refusals.length };
}

import type { ItemState } from "@causeway/contract";
import { type Db, prepareOnce } from "@causeway/db";
import { eq, sql } from "drizzle-orm";

/** The columns of an `ItemState`. */
export function stateColumns({ tables }: Db) {
  const { id, restaurantId, itemId, status, notes, updatedAt } = tables.checklistStatus;
  return { id, restaurantId, itemId, status, notes, updatedAt };
}

const statement = prepareOnce((db) => {
  const { checklistStatus } = db.tables;
  return db
    .select(stateColumns(db))
    .from(checklistStatus)
    .where(eq(checklistStatus.restaurantId, sql.placeholder("restaurantId")))
    .prepare("checklist_states");
});

/** What a restaurant says about items, archived ones included, in no order. */
export const readStates = (db: Db, restaurantId: string): Promise<ItemState[]> => statement(db).execute({ restaurantId });

/** Where changes of a restaurant's answers are announced. */
export const statesTopic = (restaurantId: string) => `checklist:${restaurantId}`;

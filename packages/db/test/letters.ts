import type { Db } from "../src/types.ts";
import { aRestaurant } from "./rows.ts";

/** Stores a row that is nothing but its id, a letter as a rule. */
export async function add(db: Db, id: string): Promise<void> {
  await db.insert(db.tables.restaurant).values(aRestaurant({ id }));
}

/** The ids of all such rows in one text, in the order of the alphabet. */
export async function letters(db: Db): Promise<string> {
  const { restaurant } = db.tables;
  const rows = await db.select({ id: restaurant.id }).from(restaurant);
  return rows
    .map(({ id }) => id)
    .toSorted()
    .join("");
}

import type Database from "better-sqlite3";
import { FIRST_ODD } from "./dirt.ts";
import { ODD_VALUES, Unreadable } from "./odd-values.ts";
import type { Random } from "./random.ts";

/** The first owner and the administrator stay as they are: somebody has to sign in. */
const FIRST = 3;

export interface SpoilOptions {
  database: Database.Database;
  random: Random;
  oneIn: number;
}

/**
 * Puts odd values of every kind into about one of so many rows of every table. Ids stay, and so does a row that would get
 * what only one row may have.
 */
export function spoilRows({ database, random, oneIn }: SpoilOptions): void {
  // Somebody else's address in capitals: another account, or the same person twice.
  const shoutAddress = database.prepare(
    "update or ignore users set email = (select upper(email) from users as other where other.user_id = ?) where user_id = ?",
  );
  database.transaction(() => {
    for (const [table, columns] of ODD_VALUES) {
      // The first column is the key.
      const kinds = Object.entries(columns)
        .slice(1)
        .flatMap(([column, values]) => values.map(({ value }) => ({ column, value })));
      const rowids = database.prepare<[number, number], number>(`select rowid from ${table} where rowid between ? and ?`).pluck();
      for (const rowid of rowids.all(FIRST, FIRST_ODD - 1)) {
        if (!random.oneIn(oneIn)) continue;
        if (table === "users" && random.oneIn(4)) {
          shoutAddress.run(random.below(rowid) + 1, rowid);
          continue;
        }
        const { column, value } = random.pick(kinds);
        const isUnreadable = value instanceof Unreadable;
        database
          .prepare(`update or ignore ${table} set ${column} = ${isUnreadable ? "cast(? as text)" : "?"} where rowid = ?`)
          .run(isUnreadable ? value.bytes : value, rowid);
      }
    }
  })();
}

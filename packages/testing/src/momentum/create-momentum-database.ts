import { existsSync } from "node:fs";
import Database from "better-sqlite3";
import { addDirt, addOddValues, type Dirt } from "./dirt.ts";
import { hashPasswords } from "./passwords.ts";
import { createRandom } from "./random.ts";
import { fillChecklist, fillRestaurants, fillUsers, type FillOptions } from "./rows.ts";
import { createTables, MOMENTUM_TABLES, type MomentumTable, tightenTables } from "./schema.ts";
import { spoilRows } from "./spoil-rows.ts";

export interface MomentumOptions {
  /** Owners of a restaurant; 20 unless told. The administrator comes in addition. */
  users?: number;
  /** Campaigns in all; three for each restaurant unless told. */
  campaigns?: number;
  /** Checklist items that each restaurant has worked on; 5 unless told, 61 at most. */
  checklistWork?: number;
  /** The same seed gives the same rows. */
  seed?: number;
  /**
   * Adds rows of every oddity that old databases hold: `some`, one of each kind; true, in addition one for each value that a column
   * should not hold, a few hundred. Their ids are free with up to 8,000 owners.
   */
  dirt?: boolean | "some";
  /** About one of so many ordinary rows gets a value that should not be there; besides, each such value gets a row of its own. */
  spoilOneIn?: number;
  /** What the dates count back from. */
  now?: Date;
}

/** What makes a database of about so many rows. */
export function momentumOfRows(rows: number): Pick<MomentumOptions, "users" | "campaigns" | "checklistWork"> {
  // Twenty rows for each owner: user, restaurant, four tasks, six campaigns, eight items worked on.
  const users = Math.max(1, Math.round(rows / 20));
  return { users, campaigns: users * 6, checklistWork: 8 };
}

export interface MomentumAccount {
  userId: number;
  email: string;
  password: string;
  role: "admin" | "restaurant";
}

export interface MomentumDatabase {
  path: string;
  /** The administrator and the first owners, a hundred at most; all passwords are known. */
  accounts: MomentumAccount[];
  counts: Record<MomentumTable, number>;
  /** What was planted by `dirt`. */
  dirt: Dirt[];
}

/** Writes a database as the old Momentum server left it, with invented content. Throws when the file is there already. */
export async function createMomentumDatabase(path: string, options: MomentumOptions = {}): Promise<MomentumDatabase> {
  if (existsSync(path)) throw new Error(`${path} is there already.`);
  const { users = 20, seed = 1, checklistWork = 5, now = new Date("2026-11-21T00:00:00Z") } = options;
  const passwords = await hashPasswords(seed);
  const database = new Database(path);
  try {
    database.pragma("journal_mode = MEMORY");
    database.pragma("synchronous = OFF");
    database.pragma("foreign_keys = OFF");
    const isDirty = Boolean(options.dirt) || options.spoilOneIn !== undefined;
    createTables(database, isDirty);
    const fill: FillOptions = {
      database,
      random: createRandom(seed),
      now,
      passwords,
      users,
      checklistWork,
      campaigns: options.campaigns ?? users * 3,
    };
    const accounts = database.transaction(() => {
      fillChecklist(fill);
      const made = fillUsers(fill);
      fillRestaurants(fill);
      return made;
    })();
    const dirtOptions = { database, passwordHash: passwords[0]?.hash ?? "" };
    const hasOddValues = options.dirt === true || options.spoilOneIn !== undefined;
    const dirt = database.transaction(() => [
      ...(options.dirt ? addDirt(dirtOptions) : []),
      ...(hasOddValues ? addOddValues(dirtOptions) : []),
    ])();
    if (options.spoilOneIn !== undefined) spoilRows({ database, random: fill.random, oneIn: options.spoilOneIn });
    if (isDirty) tightenTables(database);
    return { path, accounts, counts: countRows(database), dirt };
  } finally {
    database.close();
  }
}

function countRows(database: Database.Database): Record<MomentumTable, number> {
  const count = (table: MomentumTable) =>
    Number(database.prepare<[], [number]>(`select count(*) from ${table}`).raw().get()?.[0] ?? 0);
  // Safe: every table is counted.
  return Object.fromEntries(MOMENTUM_TABLES.map((table) => [table, count(table)])) as Record<MomentumTable, number>;
}

import { existsSync } from "node:fs";
import Database from "better-sqlite3";
import { addDirt, type Dirt } from "./dirt.ts";
import { hashPasswords } from "./passwords.ts";
import { createRandom } from "./random.ts";
import { fillChecklist, fillRestaurants, fillUsers, type FillOptions } from "./rows.ts";
import { MOMENTUM_SCHEMA, MOMENTUM_TABLES, type MomentumTable } from "./schema.ts";

export interface MomentumOptions {
  /** Owners of a restaurant; 20 unless told. The administrator comes in addition. */
  users?: number;
  /** Campaigns in all; three for each restaurant unless told. */
  campaigns?: number;
  /** Checklist items that each restaurant has worked on; 5 unless told, 61 at most. */
  checklistWork?: number;
  /** The same seed gives the same rows. */
  seed?: number;
  /** Adds one row of every oddity that old databases hold. */
  dirt?: boolean;
  /** What the dates count back from. */
  now?: Date;
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
    database.exec(MOMENTUM_SCHEMA);
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
    const dirt = options.dirt ? addDirt({ database, passwordHash: passwords[0]?.hash ?? "" }) : [];
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

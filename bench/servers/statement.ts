import Database from "better-sqlite3";

/** The old table's rows as they stand, with the index it never had: what the old server's answer is made of. */
export function openOldTable() {
  const database = new Database(process.env["OLD_DATABASE"] ?? "", { readonly: true });
  const restaurantId = Number(process.env["OLD_RESTAURANT"]);
  const statement = database.prepare<[number]>(
    `select campaign_id, restaurant_id, campaign_type, status, name, details, budget, created_at, updated_at
     from campaigns where restaurant_id = ? order by created_at desc limit 20`,
  );
  return () => ({ campaigns: statement.all(restaurantId) });
}

interface Row {
  details: string | null;
  createdAt: number;
  updatedAt: number;
}

/** Our own table's rows, turned by hand into the answer that the typed procedure gives. */
export function openNewTable() {
  const database = new Database(process.env["NEW_DATABASE"] ?? "", { readonly: true });
  const statement = database.prepare<[string], Row>(
    `select id, restaurant_id as restaurantId, type, status, name, details, budget_minor as budgetMinor, created_at as createdAt, updated_at as updatedAt
     from campaign where restaurant_id = ? order by created_at desc, id desc limit 20`,
  );
  const restaurantId = process.env["NEW_RESTAURANT"] ?? "";
  return () => ({
    items: statement.all(restaurantId).map((row) => ({
      ...row,
      details: row.details === null ? null : JSON.parse(row.details),
      createdAt: new Date(row.createdAt),
      updatedAt: new Date(row.updatedAt),
    })),
    nextCursor: null,
  });
}

import Database from "better-sqlite3";

interface CampaignRow {
  details: string | null;
  created_at: string;
  updated_at: string;
}

/** What the plain servers read: the rows of the old system's own table, with the index it never had. */
export function openPlain() {
  const database = new Database(process.env["PLAIN_DATABASE"] ?? "", { readonly: true });
  const restaurantId = Number(process.env["PLAIN_RESTAURANT"]);
  const statement = database.prepare<[number], CampaignRow>(
    `select campaign_id, restaurant_id, campaign_type, status, name, details, budget, created_at, updated_at
     from campaigns where restaurant_id = ? order by created_at desc limit 20`,
  );
  return () => statement.all(restaurantId);
}

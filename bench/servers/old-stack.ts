import express, { type NextFunction, type Request, type Response } from "express";
import jwt from "jsonwebtoken";
import sqlite3 from "sqlite3";

/**
 * The same answers as the old restaurant-marketing system gave, by what such servers are made of: Express, the asynchronous
 * sqlite3 driver, jsonwebtoken, the old tables without an index.
 */
const secret = process.env["PLAIN_SECRET"] ?? "";
const database = new sqlite3.Database(process.env["OLD_DATABASE"] ?? "", sqlite3.OPEN_READONLY);
const DAY_MS = 24 * 60 * 60 * 1000;

type Row = Record<string, unknown>;

function all(sql: string, ...values: unknown[]): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    database.all<Row>(sql, values, (error, rows) => (error ? reject(error) : resolve(rows)));
  });
}

const one = async (sql: string, ...values: unknown[]) => (await all(sql, ...values))[0];

/** Puts the claims of the token, or refuses. */
function requireToken(request: Request, response: Response, next: NextFunction): void {
  const token = request.headers.authorization?.split(" ")[1];
  if (!token) return void response.status(401).json({ error: "Access token required" });
  jwt.verify(token, secret, (error, claims) => {
    if (error || typeof claims !== "object") return void response.status(403).json({ error: "Invalid or expired token" });
    response.locals["userId"] = claims["user_id"];
    next();
  });
}

async function requireRestaurant(_request: Request, response: Response, next: NextFunction): Promise<void> {
  const row = await one("select restaurant_id from restaurants where user_id = ?", response.locals["userId"]);
  if (!row) return void response.status(404).json({ error: "Restaurant not found for user" });
  response.locals["restaurantId"] = row["restaurant_id"];
  next();
}

const app = express();
app.use((_request, response, next) => {
  response.setHeader("access-control-allow-origin", "*");
  next();
});
app.use(express.json(), express.urlencoded({ extended: true }));

app.get("/api/auth/me", requireToken, async (_request, response) => {
  const user = await one("select user_id, email, role from users where user_id = ?", response.locals["userId"]);
  const restaurant = await one("select * from restaurants where user_id = ?", response.locals["userId"]);
  response.json({ user: { ...user, restaurant: restaurant ?? null, impersonating_restaurant_id: null } });
});

app.get("/api/dashboard/restaurant", requireToken, requireRestaurant, async (_request, response) => {
  const id: unknown = response.locals["restaurantId"];
  const restaurant = await one("select * from restaurants where restaurant_id = ?", id);
  const activeCampaigns = await all(
    "select * from campaigns where restaurant_id = ? and status = 'active' order by created_at desc limit 3",
    id,
  );
  const pendingTasks = await all(
    "select * from checklist_status where restaurant_id = ? and is_complete = 0 order by created_at asc limit 3",
    id,
  );
  const recent = await one(
    "select count(*) as count from campaigns where restaurant_id = ? and created_at >= ?",
    id,
    new Date(Date.now() - 7 * DAY_MS).toISOString(),
  );
  response.json({
    restaurant,
    performanceSnapshot: { newCustomersAcquired: 20, customersReengaged: 10, period: "Last 7 Days" },
    activeCampaigns,
    pendingTasks,
    campaignStats: { recentCampaigns: recent?.["count"] },
  });
});

app.get("/api/dashboard/campaigns", requireToken, requireRestaurant, async (_request, response) => {
  const campaigns = await all(
    "select * from campaigns where restaurant_id = ? order by created_at desc",
    response.locals["restaurantId"],
  );
  response.json({ campaigns });
});

app.get("/api/checklist/categories-with-items", async (request, response) => {
  const categories = await all("select * from checklist_categories order by order_in_list");
  const items = await all(
    `select i.*, s.status, s.notes, s.last_updated_at as status_updated_at from checklist_items i
     left join restaurant_checklist_status s on s.item_id = i.item_id and s.restaurant_id = ? order by i.order_in_category`,
    request.query["restaurantId"],
  );
  response.json({
    success: true,
    categories: categories.map((category) => ({
      ...category,
      items: items.filter((item) => item["category_id"] === category["category_id"]),
    })),
  });
});

const server = app.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address) process.stdout.write(`http://127.0.0.1:${address.port}\n`);
});
process.once("SIGTERM", () => process.exit(0));

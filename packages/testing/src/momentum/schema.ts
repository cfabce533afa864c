import type Database from "better-sqlite3";

/** The tables of the old Momentum server: foreign keys are declared, and never enforced. */
const MOMENTUM_SCHEMA = `
create table users (
  user_id integer primary key autoincrement,
  email text unique not null,
  password_hash text not null,
  role text not null check (role in ('restaurant', 'admin')),
  created_at datetime default current_timestamp
);
create table restaurants (
  restaurant_id integer primary key autoincrement,
  user_id integer not null,
  name text not null,
  address text,
  phone text,
  created_at datetime default current_timestamp,
  foreign key (user_id) references users (user_id)
);
create table campaigns (
  campaign_id integer primary key autoincrement,
  restaurant_id integer not null,
  campaign_type text not null check (campaign_type in ('ad', 'sms')),
  status text not null check (status in ('active', 'draft', 'completed', 'paused')),
  name text not null,
  details text,
  budget decimal(10,2),
  created_at datetime default current_timestamp,
  updated_at datetime default current_timestamp,
  foreign key (restaurant_id) references restaurants (restaurant_id)
);
create table checklist_status (
  status_id integer primary key autoincrement,
  restaurant_id integer not null,
  checklist_item_name text not null,
  is_complete boolean default false,
  created_at datetime default current_timestamp,
  updated_at datetime default current_timestamp,
  foreign key (restaurant_id) references restaurants (restaurant_id)
);
create table checklist_categories (
  category_id integer primary key autoincrement,
  name text not null,
  description text,
  icon text,
  type text not null check (type in ('foundational', 'ongoing')),
  order_in_list integer not null,
  created_at datetime default current_timestamp
);
create table checklist_items (
  item_id integer primary key autoincrement,
  category_id integer not null,
  parent_item_id integer,
  title text not null,
  description text,
  guidance_link text,
  order_in_category integer not null,
  is_critical boolean default false,
  created_at datetime default current_timestamp,
  foreign key (category_id) references checklist_categories (category_id),
  foreign key (parent_item_id) references checklist_items (item_id)
);
create table restaurant_checklist_status (
  status_id integer primary key autoincrement,
  restaurant_id integer not null,
  item_id integer not null,
  status text not null check (status in ('pending', 'in_progress', 'completed', 'not_applicable')),
  notes text,
  last_updated_at datetime default current_timestamp,
  foreign key (restaurant_id) references restaurants (restaurant_id),
  foreign key (item_id) references checklist_items (item_id),
  unique (restaurant_id, item_id)
);
create table sessions (
  session_id text primary key,
  user_id integer not null,
  impersonating_restaurant_id integer,
  created_at datetime default current_timestamp,
  expires_at datetime not null,
  foreign key (user_id) references users (user_id),
  foreign key (impersonating_restaurant_id) references restaurants (restaurant_id)
);
`;

/** In the order in which rows may point at rows. */
export const MOMENTUM_TABLES = [
  "users",
  "restaurants",
  "campaigns",
  "checklist_status",
  "checklist_categories",
  "checklist_items",
  "restaurant_checklist_status",
  "sessions",
] as const;
export type MomentumTable = (typeof MOMENTUM_TABLES)[number];

const withoutLimits = (sql: string) => sql.replaceAll(" not null", "");

/** With `isLax`, NULL may be written where the tables will say that there is none: some file was once made by an older server. */
export function createTables(database: Database.Database, isLax: boolean): void {
  database.exec(isLax ? withoutLimits(MOMENTUM_SCHEMA) : MOMENTUM_SCHEMA);
  if (isLax) database.pragma("ignore_check_constraints = ON");
}

/** Makes lax tables look like the others, whatever they hold. */
export function tightenTables(database: Database.Database): void {
  const statements = MOMENTUM_SCHEMA.split(";").map((sql) => sql.trim());
  database.unsafeMode(true);
  database.pragma("writable_schema = ON");
  const update = database.prepare("update sqlite_master set sql = ? where type = 'table' and name = ?");
  for (const table of MOMENTUM_TABLES) {
    const sql = statements.find((statement) => statement.startsWith(`create table ${table} (`)) ?? "";
    update.run(sql.replace(/^create table/, "CREATE TABLE"), table);
  }
  database.pragma("writable_schema = RESET");
  database.unsafeMode(false);
}

import { DEFAULT_TASKS } from "@causeway/contract";
import type Database from "better-sqlite3";
import type { MomentumAccount } from "./create-momentum-database.ts";
import type { KnownPassword } from "./passwords.ts";
import type { Random } from "./random.ts";
import { CHECKLIST, DISHES, KITCHENS, OFFERS, PLACES, STREETS } from "./words.ts";

export interface FillOptions {
  database: Database.Database;
  random: Random;
  now: Date;
  passwords: KnownPassword[];
  users: number;
  campaigns: number;
  checklistWork: number;
}

const HOUR = 3_600_000;
const MAX_ACCOUNTS = 100;

/** `YYYY-MM-DD HH:MM:SS`, so many hours before. */
function before(now: Date, hours: number): string {
  return new Date(now.getTime() - hours * HOUR).toISOString().slice(0, 19).replace("T", " ");
}

/** Item ids do not begin at 1: the old seed script had been run more than once. */
export const FIRST_CATEGORY = 13;
export const FIRST_ITEM = 62;
const ITEM_COUNT = CHECKLIST.reduce((sum, { items }) => sum + items.length, 0);

export function fillChecklist({ database, now }: FillOptions): void {
  const category = database.prepare("insert into checklist_categories values (?, ?, ?, ?, ?, ?, ?)");
  const item = database.prepare("insert into checklist_items values (?, ?, null, ?, ?, ?, ?, ?, ?)");
  let itemId = FIRST_ITEM;
  for (const [at, { name, type, icon, items }] of CHECKLIST.entries()) {
    const categoryId = FIRST_CATEGORY + at;
    category.run(categoryId, name, `${name}: what helps, step by step.`, icon, type, at + 1, before(now, 9000));
    for (const [position, title] of items.entries()) {
      const link = itemId % 5 < 2 ? `https://guide.example/${itemId}` : null;
      const text = title.replace(/!$/, "");
      item.run(
        itemId++,
        categoryId,
        text,
        itemId % 3 === 0 ? null : `${text}: half an hour, once.`,
        link,
        position + 1,
        title.endsWith("!") ? 1 : 0,
        before(now, 9000),
      );
    }
  }
}

export function fillUsers({ database, random, now, passwords, users }: FillOptions): MomentumAccount[] {
  const insert = database.prepare("insert into users values (?, ?, ?, ?, ?)");
  const accounts: MomentumAccount[] = [];
  for (let userId = 1; userId <= users + 1; userId++) {
    const role = userId === 1 ? "admin" : "restaurant";
    const email = userId === 1 ? "admin@momentum.example" : `owner${userId}@${random.pick(PLACES).toLowerCase()}.example`;
    const { password, hash } = passwords[userId % passwords.length] ?? { password: "", hash: "" };
    insert.run(userId, email, hash, role, before(now, 20 + Math.floor(((users + 1 - userId) / users) * 8000)));
    if (accounts.length < MAX_ACCOUNTS) accounts.push({ userId, email, password, role });
  }
  return accounts;
}

function details(random: Random, type: "ad" | "sms"): string | null {
  if (random.oneIn(12)) return null;
  const offer = random.pick(OFFERS);
  return type === "ad"
    ? JSON.stringify({
        itemToPromote: random.pick(DISHES),
        offer,
        promoCode: `TIDE${random.below(900) + 100}`,
        expectedReach: 1000 + random.below(5000),
      })
    : JSON.stringify({
        offer,
        offerCode: `EBB${random.below(900) + 100}`,
        messagesSent: random.below(300),
        totalCost: (random.below(300) * 0.0075).toFixed(4),
      });
}

/** Restaurants with their tasks, campaigns and checklist, and a session for every tenth owner. */
export function fillRestaurants({ database, random, now, users, campaigns, checklistWork }: FillOptions): void {
  const restaurant = database.prepare("insert into restaurants values (?, ?, ?, ?, ?, ?)");
  const task = database.prepare("insert into checklist_status values (null, ?, ?, ?, ?, ?)");
  const campaign = database.prepare("insert into campaigns values (null, ?, ?, ?, ?, ?, ?, ?, ?)");
  const work = database.prepare("insert into restaurant_checklist_status values (null, ?, ?, ?, ?, ?)");
  const session = database.prepare("insert into sessions values (?, ?, ?, ?, ?)");
  for (let id = 1; id <= users; id++) {
    const made = 20 + Math.floor(((users - id) / users) * 8000);
    const name = `${random.pick(PLACES)} ${random.pick(KITCHENS)}${id > 40 ? ` ${id}` : ""}`;
    restaurant.run(
      id,
      id + 1,
      name,
      `${random.below(90) + 1} ${random.pick(STREETS)}`,
      random.oneIn(4) ? "" : `555-${1000 + (id % 9000)}`,
      before(now, made),
    );
    for (const title of DEFAULT_TASKS)
      task.run(id, title, random.oneIn(2) ? 1 : 0, before(now, made), before(now, random.below(made)));
    for (let item = 0; item < Math.min(checklistWork, ITEM_COUNT); item++) {
      const status = random.pick(["pending", "in_progress", "completed", "not_applicable"]);
      work.run(id, FIRST_ITEM + item, status, random.oneIn(5) ? "Ask the landlord." : null, before(now, random.below(made)));
    }
    if (id % 10 === 1) session.run(`session-${id}-${random.below(1_000_000)}`, id + 1, null, before(now, 30), before(now, 6));
  }
  for (let at = 0; at < campaigns; at++) {
    const type = random.oneIn(2) ? "ad" : "sms";
    const age = random.below(4000);
    const status = random.pick(["active", "draft", "completed", "paused"]);
    const budget = type === "sms" ? null : random.pick([5, 10, 12.5, 19.99, 20, 1000]);
    campaign.run(
      (at % Math.max(users, 1)) + 1,
      type,
      status,
      `${random.pick(DISHES)}: ${random.pick(OFFERS)}`,
      details(random, type),
      budget,
      before(now, age),
      before(now, random.below(age + 1)),
    );
  }
}

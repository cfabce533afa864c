import { randomUUID } from "node:crypto";
import pg from "pg";
import { expect, test } from "vitest";
import { createPostgresDatabase } from "./create-database.ts";
import { type FreshState, readFreshState, resetDatabase } from "./reset-database.ts";

const SCHEMA = `
  create table kept (id int primary key); insert into kept values (1);
  create table parent (id int primary key); create table child (parent int not null references parent (id));`;

async function open(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

async function query(url: string, sql: string): Promise<unknown[]> {
  await using client = await open(url);
  const results: unknown = await client.query(sql);
  return [results].flat();
}

async function prepared(): Promise<{ url: string; fresh: FreshState } & AsyncDisposable> {
  const database = await createPostgresDatabase();
  await query(database.url, SCHEMA);
  return {
    url: database.url,
    fresh: await readFreshState(database.url),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

const template = () => ({ key: randomUUID(), prepare: async (url: string) => void (await query(url, SCHEMA)) });
const count = (table: string) => `select count(*)::int as count from ${table}`;

test("whoever comes next has the same database without any row of before", async () => {
  const shape = template();
  const first = await createPostgresDatabase({ template: shape });
  await query(first.url, "insert into parent values (1), (2); insert into child values (1)");
  await first[Symbol.asyncDispose]();
  await using second = await createPostgresDatabase({ template: shape });
  expect(second.url).toBe(first.url);
  await using client = await open(second.url);
  const rows = async (table: string) => (await client.query(count(table))).rows;
  expect([await rows("parent"), await rows("child"), await rows("kept")]).toEqual([[{ count: 0 }], [{ count: 0 }], [{ count: 1 }]]);
});

test("two at the same time never share one", async () => {
  const shape = template();
  await using first = await createPostgresDatabase({ template: shape });
  await using second = await createPostgresDatabase({ template: shape });
  expect(second.url).not.toBe(first.url);
});

const SETTING = "do $$ begin execute format('alter database %I set work_mem = 65536', current_database()); end $$";

test("one is used again whatever another database was set to meanwhile", async () => {
  await using database = await prepared();
  await using other = await createPostgresDatabase();
  await query(other.url, SETTING);
  expect(await resetDatabase(database.url, database.fresh)).toBe(true);
});

test.each([
  ["a table", "create table another (id int)"],
  ["a column", "alter table parent add column name text"],
  ["a column that is required now", "alter table child alter column parent drop not null"],
  ["a constraint", "alter table child drop constraint child_parent_fkey"],
  ["an index", "create index on child (parent)"],
  ["a function", "create function one() returns int language sql as 'select 1'"],
  ["a trigger", "create trigger again before update on parent for each row execute function suppress_redundant_updates_trigger()"],
  ["a schema", "create schema another"],
  ["a setting", SETTING],
  ["a row of the template's own", "delete from kept"],
])("one that differs by %s is not used again", async (_, change) => {
  await using database = await prepared();
  expect(await resetDatabase(database.url, database.fresh)).toBe(true);
  await query(database.url, change);
  expect(await resetDatabase(database.url, database.fresh)).toBe(false);
});

test("one to which somebody is still connected is not used again", async () => {
  await using database = await prepared();
  await using _ = await open(database.url);
  expect(await resetDatabase(database.url, database.fresh)).toBe(false);
});

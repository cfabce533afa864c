import { randomUUID } from "node:crypto";
import pg from "pg";
import { expect, test, vi } from "vitest";
import { createPostgresDatabase } from "./create-database.ts";
import type { PostgresTemplate } from "./template.ts";

async function query<TRow extends pg.QueryResultRow>(url: string, sql: string): Promise<TRow[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<TRow>(sql)).rows;
  } finally {
    await client.end();
  }
}

function noteTemplate(): PostgresTemplate {
  return {
    key: randomUUID(),
    prepare: vi.fn(async (url: string) => void (await query(url, "create table note as select 'first' as body"))),
  };
}

test("callers at the same time each have a database of their own, from a template that was prepared once", async () => {
  const template = noteTemplate();
  const databases = await Promise.all([1, 2, 3, 4].map(() => createPostgresDatabase({ template })));
  const [first, second] = databases;
  if (!first || !second) throw new Error("no databases");

  await query(first.url, "insert into note values ('second')");

  expect(await query(first.url, "select body from note order by body")).toEqual([{ body: "first" }, { body: "second" }]);
  expect(await query(second.url, "select body from note")).toEqual([{ body: "first" }]);
  expect(template.prepare).toHaveBeenCalledOnce();
  await Promise.all(databases.map((database) => database[Symbol.asyncDispose]()));
});

test("a preparation that fails is reported, leaves no template behind, and is tried again for the next caller", async () => {
  const template = noteTemplate();
  vi.mocked(template.prepare).mockRejectedValueOnce(new Error("migration 3 is broken"));

  await expect(createPostgresDatabase({ template })).rejects.toThrow("migration 3 is broken");

  await using database = await createPostgresDatabase({ template });
  expect(await query(database.url, "select body from note")).toEqual([{ body: "first" }]);
});

test("a database ends with its owner even while somebody is connected to it", async () => {
  const { url, ...database } = await createPostgresDatabase();
  const client = new pg.Client({ connectionString: url });
  const onError = vi.fn();
  client.on("error", onError);
  await client.connect();

  await database[Symbol.asyncDispose]();

  await vi.waitFor(() => expect(onError).toHaveBeenCalled());
  await expect(query(url, "select 1")).rejects.toMatchObject({ code: "3D000" });
});

test("text is ordered by its bytes, with and without a template", async () => {
  await using empty = await createPostgresDatabase();
  await using cloned = await createPostgresDatabase({ template: noteTemplate() });
  for (const { url } of [empty, cloned]) {
    const rows = await query<{ body: string }>(
      url,
      "select body from (values ('b'), ('B'), ('é'), ('a')) note (body) order by body",
    );
    expect(rows.map((row) => row.body).join("")).toBe("Babé");
  }
});

import { describe, expect, test } from "vitest";
import { explainHazards } from "./check-migrations.ts";
import { findPostgresHazards } from "./postgres.ts";
import { findSqliteHazards } from "./sqlite.ts";

const FIRST = {
  sqlite: "CREATE TABLE `user` (\n\t`id` text PRIMARY KEY,\n\t`name` text,\n\t`visits` integer NOT NULL,\n\t`motto` text(20)\n);",
  postgres:
    'CREATE TABLE "user" (\n\t"id" text PRIMARY KEY,\n\t"name" text,\n\t"visits" integer NOT NULL,\n\t"motto" varchar(20),\n\t"at" timestamp(3) with time zone\n);',
};

function hazardsOf(dialect: "sqlite" | "postgres", sql: string): string[] {
  const find = dialect === "sqlite" ? findSqliteHazards : findPostgresHazards;
  const found = find([
    { name: "1_init", sql: FIRST[dialect] },
    { name: "2_next", sql },
  ]);
  expect(found[0]?.hazards).toEqual([]);
  return (found[1]?.hazards ?? []).map(({ kind, subject }) => `${kind} ${subject}`);
}

const rebuild = (columns: string) =>
  ["CREATE TABLE `__new_user` (" + columns + ");", "DROP TABLE `user`;", "ALTER TABLE `__new_user` RENAME TO `user`;"].join(
    "\n--> statement-breakpoint\n",
  );

describe("M06 an unsafe migration fails the lint", () => {
  test.each([
    ["sqlite", "ALTER TABLE `user` ADD `email` text NOT NULL;", "required user.email"],
    ["sqlite", "ALTER TABLE `person` ADD `email` text;", "broken migration"],
    [
      "sqlite",
      rebuild("`id` text PRIMARY KEY, `name` text, `visits` integer NOT NULL, `motto` text(20), `email` text NOT NULL"),
      "required user.email",
    ],
    [
      "sqlite",
      rebuild("`id` text PRIMARY KEY, `name` text NOT NULL, `visits` integer NOT NULL, `motto` text(20)"),
      "required user.name",
    ],
    ["sqlite", rebuild("`id` text PRIMARY KEY, `name` integer, `visits` integer NOT NULL, `motto` text(20)"), "retyped user.name"],
    ["sqlite", "ALTER TABLE `user` RENAME COLUMN `name` TO `title`;", "removed user.name"],
    ["sqlite", "ALTER TABLE `user` RENAME TO `person`;", "removed user"],
    ["sqlite", "ALTER TABLE `user` DROP COLUMN `name`;", "removed user.name"],
    ["postgres", 'ALTER TABLE "user" ADD COLUMN "email" text NOT NULL;', "required user.email"],
    ["postgres", 'ALTER TABLE "user" ADD COLUMN "a" text, ADD COLUMN "b" numeric(9, 2) NOT NULL;', "required user.b"],
    ["postgres", 'ALTER TABLE "user" ALTER COLUMN "name" SET NOT NULL;', "required user.name"],
    [
      "postgres",
      'ALTER TABLE "user" ALTER COLUMN "name" SET DATA TYPE varchar(10) USING "name"::varchar(10);',
      "retyped user.name",
    ],
    ["postgres", 'ALTER TABLE "user" ALTER COLUMN "motto" SET DATA TYPE varchar(19);', "retyped user.motto"],
    ["postgres", 'ALTER TABLE "user" ALTER COLUMN "at" SET DATA TYPE timestamp(0) with time zone;', "retyped user.at"],
    ["postgres", 'ALTER TABLE "public"."user" RENAME COLUMN "name" TO "title";', "removed user.name"],
    ["postgres", 'ALTER TABLE "user" RENAME TO "person";', "removed user"],
    ["postgres", 'ALTER TABLE "user" DROP COLUMN "name";', "removed user.name"],
    ["postgres", 'DROP TABLE "user";', "removed user"],
  ] as const)("%s: %s", (dialect, sql, hazard) => {
    expect(hazardsOf(dialect, sql)).toEqual([hazard]);
  });
});

describe("M06 a migration that only adds passes", () => {
  test.each([
    ["sqlite", "ALTER TABLE `user` ADD `email` text;"],
    ["sqlite", "ALTER TABLE `user` ADD `tries` integer DEFAULT 0 NOT NULL;"],
    [
      "sqlite",
      "CREATE TABLE `note` (`id` text PRIMARY KEY, `body` text NOT NULL);\n--> statement-breakpoint\nCREATE INDEX `note_body` ON `note` (`body`);",
    ],
    ["sqlite", rebuild("`id` text PRIMARY KEY, `name` text UNIQUE, `visits` integer, `motto` text(20)")],
    ["postgres", 'ALTER TABLE "user" ADD COLUMN "email" text;'],
    ["postgres", `ALTER TABLE "user" ADD COLUMN "tries" integer DEFAULT 0 NOT NULL;`],
    ["postgres", 'ALTER TABLE "user" ALTER COLUMN "visits" SET DATA TYPE bigint;'],
    ["postgres", 'ALTER TABLE "user" ALTER COLUMN "motto" SET DATA TYPE varchar(21);'],
    ["postgres", 'ALTER TABLE "user" ALTER COLUMN "motto" SET DATA TYPE text;'],
    ["postgres", 'ALTER TABLE "user" ALTER COLUMN "visits" DROP NOT NULL;'],
    ["postgres", 'CREATE TABLE "note" ("id" text PRIMARY KEY, "body" text NOT NULL);'],
  ] as const)("%s: %s", (dialect, sql) => {
    expect(hazardsOf(dialect, sql)).toEqual([]);
  });
});

test("a migration accepts its own hazard with a reason, and nothing it does not do", () => {
  const sql = '-- accepts removed user.name: nothing reads it since version 3\nALTER TABLE "user" DROP COLUMN "name";';
  const explain = (text: string) =>
    findPostgresHazards([{ name: "1", sql: text }]).flatMap((found) => explainHazards("postgres", found));
  expect(explain(sql)).toEqual([]);
  expect(explain(sql.replace("nothing reads it since version 3", ""))).toHaveLength(1);
  expect(explain("-- accepts removed user.name: gone")).toEqual([
    'packages/db/migrations/postgres/1/migration.sql: accepts "removed user.name", which it does not do',
  ]);
});

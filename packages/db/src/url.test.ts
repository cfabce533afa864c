import { expect, test } from "vitest";
import { parseDatabaseUrl } from "./url.ts";

test.each([
  ["file:./data/causeway.db", { dialect: "sqlite", path: "./data/causeway.db" }],
  ["file:causeway.db", { dialect: "sqlite", path: "causeway.db" }],
  ["file:/var/lib/a b.db", { dialect: "sqlite", path: "/var/lib/a b.db" }],
  ["file:///var/lib/a%20b.db", { dialect: "sqlite", path: "/var/lib/a b.db" }],
  [
    "postgres://user:pass@host:5432/name?sslmode=require",
    { dialect: "postgres", url: "postgres://user:pass@host:5432/name?sslmode=require" },
  ],
  ["postgresql://host/name", { dialect: "postgres", url: "postgresql://host/name" }],
])("%s is a database", (url, location) => {
  expect(parseDatabaseUrl(url)).toEqual(location);
});

test.each([
  "",
  "file:",
  "file://",
  "data/causeway.db",
  "sqlite:x.db",
  "mysql://host/name",
  "postgres:/host",
  "http://host",
  " file:x.db",
])("%j is refused, with what is allowed", (url) => {
  expect(() => parseDatabaseUrl(url)).toThrow("must start with file: (SQLite, such as file:./data/causeway.db) or postgres://");
});

test("addresses that cannot be meant are refused, each with its reason", () => {
  expect(() => parseDatabaseUrl("postgres://user:pa ss@ho st/name")).toThrow("is not a valid postgres:// address");
  expect(() => parseDatabaseUrl("file://data/causeway.db")).toThrow("is not a valid file:// address");
  expect(() => parseDatabaseUrl("file::memory:")).toThrow("must name a file");
});

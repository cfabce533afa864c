import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Db, Dialect, Store } from "@causeway/db";
import { openTestStore } from "@causeway/testing";
import Database from "better-sqlite3";
import { flag, isOne } from "../codecs/flag.ts";
import { instant } from "../codecs/instant.ts";
import { integer } from "../codecs/integer.ts";
import { oneOf } from "../codecs/one-of.ts";
import { passwordHash } from "../codecs/password-hash.ts";
import { reference, requiredReference } from "../codecs/reference.ts";
import { optionalText, requiredText, text } from "../codecs/text.ts";
import { type ImportOptions, runImport } from "../import/run-import.ts";
import { defineMapping } from "../mapping/define-mapping.ts";
import type { Mapping } from "../mapping/mapping.ts";
import type { ImportReport } from "../report/import-report.ts";
import { parseSource } from "../source/parse-source.ts";
import { runVerify, type VerifyOptions } from "../verify/run-verify.ts";

/** A small old system that nobody has: people, their shops, things that stand in things, and marks on things. */
const people = defineMapping({
  kind: "people",
  target: "user",
  key: { column: "id", type: "integer" },
  columns: {
    email: { from: "email", codec: requiredText({ maxBytes: 200 }) },
    emailKey: { claim: { key: ({ email }) => email.toLowerCase(), fallback: ({ email }) => `raw:${email}`, prefix: "raw:" } },
    passwordHash: {
      from: "secret",
      codec: passwordHash({ checkHash: (hash) => (hash === "hostile" ? "it is hostile" : null) }),
      movedOn: ({ found }) => found === "renewed",
    },
    roleKey: { derive: () => "restaurant" },
    createdAt: { from: "made", codec: instant() },
    updatedAt: { derive: ({ createdAt }) => createdAt },
  },
  unique: [{ columns: ["email"] }],
});

export const shops = defineMapping({
  kind: "shops",
  target: "restaurant",
  key: { column: "id", type: "integer" },
  columns: {
    ownerUserId: { from: "owner", codec: reference("people") },
    name: { from: "name", codec: text() },
    createdAt: { from: "made", codec: instant() },
    updatedAt: { derive: ({ createdAt }) => createdAt },
  },
});

export const things = defineMapping({
  kind: "things",
  target: "checklistItem",
  key: { column: "id", type: "integer" },
  columns: {
    parentItemId: { from: "inside", codec: reference("things") },
    title: { from: "title", codec: text() },
    position: { from: "place", codec: integer({ otherwise: 0 }) },
    isCritical: { from: "heavy", codec: flag({ isTrue: isOne }) },
    createdAt: { derive: () => new Date(0) },
  },
});

const marks = defineMapping({
  kind: "marks",
  target: "checklistStatus",
  key: { column: "id", type: "integer" },
  columns: {
    restaurantId: { from: "shop", codec: reference("shops") },
    itemId: { from: "thing", codec: reference("things") },
    status: { from: "mark", codec: oneOf(["pending", "completed"], { otherwise: "pending" }) },
    notes: { from: "note", codec: optionalText() },
    updatedAt: { from: "made", codec: instant() },
  },
  unique: [{ columns: ["restaurantId", "itemId"], replaced: "delete" }],
});

const visits = defineMapping({
  kind: "visits",
  target: "session",
  key: { column: "name", type: "text" },
  columns: {
    userId: { from: "person", codec: requiredReference("people") },
    createdAt: { from: "made", codec: instant() },
    lastUsedAt: { derive: ({ createdAt }) => createdAt },
    expiresAt: { derive: ({ createdAt }) => createdAt },
  },
  keep: ["where_from"],
});

export const toyMappings: readonly Mapping[] = [people, shops, things, marks, visits];

const SCHEMA = `
  create table people (id integer primary key autoincrement, email, secret, made);
  create table shops (id integer primary key autoincrement, owner integer, name, made);
  create table things (id integer primary key autoincrement, inside integer, title, place integer, heavy integer);
  create table marks (id integer primary key autoincrement, shop integer, thing integer, mark, note, made);
  create table visits (name text primary key, person integer, made, where_from);
`;

const T = "2026-01-02 03:04:05";

/** An old database, the new one, and the road between. */
export class ToyCrossing implements AsyncDisposable {
  readonly old: Database.Database;
  readonly store: Store;
  readonly url: string;
  readonly source: string;
  readonly #dispose: () => Promise<void>;

  private constructor(parts: { old: Database.Database; store: Store; url: string; source: string; dispose: () => Promise<void> }) {
    this.old = parts.old;
    this.store = parts.store;
    this.url = parts.url;
    this.source = parts.source;
    this.#dispose = parts.dispose;
  }

  static async open(dialect: Dialect): Promise<ToyCrossing> {
    const folder = mkdtempSync(join(tmpdir(), "causeway-toy-"));
    const path = join(folder, "old.sqlite");
    const old = new Database(path);
    old.pragma("synchronous = OFF");
    old.exec(SCHEMA);
    const target = await openTestStore(dialect);
    const { role } = target.store.db.tables;
    await target.store.db.insert(role).values({ key: "restaurant", rank: 10 }).onConflictDoNothing();
    const dispose = async () => {
      old.close();
      await target[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    };
    return new ToyCrossing({ old, store: target.store, url: target.url, source: `sqlite:${path}`, dispose });
  }

  get db(): Db {
    return this.store.db;
  }

  /** Rows of every table that point at each other and need no repair. */
  fill({ count = 10 }: { count?: number } = {}): this {
    this.old.transaction(() => {
      for (let id = 1; id <= count; id++) {
        this.old.prepare("insert into people values (?, ?, 'hash', ?)").run(id, `p${id}@example.com`, T);
        this.old.prepare("insert into shops values (?, ?, ?, ?)").run(id, id, `Shop ${id}`, T);
        this.old.prepare("insert into things values (?, ?, ?, ?, ?)").run(id, id > 1 ? id - 1 : null, `Thing ${id}`, id, id % 2);
        this.old.prepare("insert into marks values (?, ?, ?, 'completed', null, ?)").run(id, id, id, T);
        this.old.prepare("insert into visits values (?, ?, ?, null)").run(`visit ${id}`, id, T);
      }
    })();
    return this;
  }

  async import(options: Partial<ImportOptions> = {}): Promise<ImportReport> {
    await using source = await parseSource(this.source);
    return await runImport({ system: "toy", store: this.store, source, mappings: toyMappings, ...options });
  }

  async verify(options: Partial<VerifyOptions> = {}) {
    await using source = await parseSource(this.source);
    return await runVerify({ system: "toy", store: this.store, source, mappings: toyMappings, ...options });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#dispose();
  }
}

/** The counts of one table of a report, shortly. */
export function countsOf(report: ImportReport, kind: string) {
  const table = report.tables.find((candidate) => candidate.kind === kind);
  if (!table) throw new Error(`The report has no table ${kind}.`);
  const { rows, imported, repaired, unchanged, quarantined } = table;
  return { rows, imported, repaired, unchanged, quarantined };
}

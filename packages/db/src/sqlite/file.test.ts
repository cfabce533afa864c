import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import Database from "better-sqlite3";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createCounter } from "../../test/counter.ts";
import { refusalOf } from "../../test/refusal.ts";
import { createSqliteFolder, type SqliteFolder } from "../../test/sqlite-folder.ts";
import { translateDatabaseError } from "../errors.ts";
import { migrate, openStore } from "../open.ts";
import { SqliteFile } from "./file.ts";

let place: SqliteFolder;
let folder: string;
let path: string;
let url: string;
beforeEach(() => {
  place = createSqliteFolder();
  ({ folder, path, url } = place);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  place[Symbol.dispose]();
});

const failureOf = (attempt: () => unknown): unknown => {
  try {
    return attempt();
  } catch (error) {
    return error;
  }
};

describe("a SQLite file that cannot be used", () => {
  test("is made with its folders when it is not there", async () => {
    await migrate(`file:${join(folder, "a", "b", "new.db")}`);
    expect(
      readFileSync(join(folder, "a", "b", "new.db"))
        .subarray(0, 15)
        .toString(),
    ).toBe("SQLite format 3");
  });

  test("is named when it is no database, and left as it is", async () => {
    writeFileSync(path, "this is a letter, not a database. ".repeat(100));
    const before = readFileSync(path);
    expect(() => openStore(url)).toThrow(`The SQLite database ${path} cannot be opened: file is not a database`);
    await expect(migrate(url)).rejects.toThrow(`The SQLite database ${path} cannot be opened: file is not a database`);
    expect(readFileSync(path)).toEqual(before);
  });

  test("is named when its end is missing", async () => {
    await migrate(url);
    truncateSync(path, 3 * 4096);
    expect(() => openStore(url)).toThrow(`The SQLite database ${path} cannot be opened: database disk image is malformed`);
    truncateSync(path, 50);
    expect(() => openStore(url)).toThrow(`The SQLite database ${path} cannot be opened: database disk image is malformed`);
  });

  test("is named when it is a folder, or its folder is a file", () => {
    mkdirSync(path);
    expect(() => openStore(url)).toThrow(`The SQLite database ${path} cannot be opened: unable to open database file`);
    writeFileSync(join(folder, "file"), "");
    expect(() => openStore(`file:${join(folder, "file", "x.db")}`)).toThrow(
      /^The SQLite database .*x\.db cannot be opened: E(NOTDIR|EXIST)/,
    );
  });

  test.each([
    ["and its folder are", 0o555],
    ["is", 0o777],
  ])("is named when it %s read-only, and answered as a full disk would be", async (_, mode) => {
    await migrate(url);
    chmodSync(folder, mode);
    chmodSync(path, 0o444);
    const error = asOrdinaryUser(() => failureOf(() => openStore(url)));
    chmodSync(folder, 0o755);
    expect(error).toMatchObject({ message: `The SQLite database ${path} cannot be opened: attempt to write a readonly database` });
    expect(translateDatabaseError(error)).toMatchObject({ reason: "STORAGE_FULL" });
  });

  test("does not keep what it opened: once it is repaired, it opens", async () => {
    writeFileSync(path, "no database".repeat(100));
    expect(() => openStore(url)).toThrow("not a database");
    rmSync(path);
    await migrate(url);
    await using store = openStore(url);
    expect(await store.db.$count(store.db.tables.role)).toBe(0);
  });
});

/** The superuser may write everything; permissions are for the others. */
function asOrdinaryUser<TResult>(run: () => TResult): TResult {
  if (process.getuid?.() !== 0 || !process.seteuid) return run();
  process.seteuid(65_534);
  try {
    return run();
  } finally {
    process.seteuid(0);
  }
}

describe("one file, several users", () => {
  test("stores of one process share it, whichever way they name it", async () => {
    await migrate(url);
    symlinkSync(path, join(folder, "link.db"));
    const urls = [url, `file:${relative(process.cwd(), path)}`, `file:${join(folder, "link.db")}`, `file:${folder}/./test.db`];
    await using stores = new AsyncDisposableStack();
    const dbs = urls.map((name) => stores.use(openStore(name)).db);
    const [db] = dbs;
    if (!db) throw new Error("no stores");
    const counter = await createCounter(db);
    // Two writers in one process would stop each other: the one that waits inside SQLite leaves no time to the other.
    await Promise.all(
      Array.from({ length: 100 }, (_, index) => {
        const one = dbs[index % dbs.length] ?? db;
        return index % 3 === 0
          ? one.transaction(async (tx) => counter.write(tx, (await counter.read(tx)) + 1))
          : counter.increment(one);
      }),
    );
    expect(await counter.read(db)).toBe(100);
  });

  test("there is one writer per file, whatever the file is called", async () => {
    await migrate(url);
    symlinkSync(path, join(folder, "link.db"));
    symlinkSync(folder, join(folder, "folder"));
    const file = SqliteFile.open(path);
    for (const name of ["link.db", "./test.db", "folder/test.db", "folder/folder/link.db"]) {
      const same = SqliteFile.open(join(folder, name));
      expect(same).toBe(file);
      await same.close();
    }
    await file.close();
  });

  test("closing one store, even twice, leaves the others open", async () => {
    await migrate(url);
    const first = openStore(url);
    await using second = openStore(url);
    await Promise.all([first.close(), first.close()]);
    await first.close();
    await second.db.insert(second.db.tables.role).values({ key: "a", rank: 1 });
    await using third = openStore(url);
    expect(await third.db.$count(third.db.tables.role)).toBe(1);
  });

  test("the last one to close leaves one plain file behind", async () => {
    await migrate(url);
    const stores = [openStore(url), openStore(url)];
    await Promise.all(stores.map((store) => store.close()));
    expect(() => readFileSync(`${path}-wal`)).toThrow("ENOENT");
  });

  test("a write waits while another connection holds the file, and stops neither reads nor timers", async () => {
    await migrate(url);
    await using store = openStore(url);
    const { db } = store;
    const rival = new Database(path, { timeout: 0 });
    rival.exec("begin immediate; insert into role values ('rival', 1)");
    vi.useFakeTimers();
    const writes = [
      db.insert(db.tables.role).values({ key: "statement", rank: 1 }).returning(),
      db.transaction((tx) => tx.insert(tx.tables.role).values({ key: "transaction", rank: 1 }).returning()),
    ].map(async (write) => void (await write));
    let written = 0;
    for (const write of writes) void write.then(() => written++);
    await vi.advanceTimersByTimeAsync(2000);
    expect(written).toBe(0);
    expect(await db.$count(db.tables.role)).toBe(0);
    rival.exec("commit");
    rival.close();
    await vi.advanceTimersByTimeAsync(200);
    expect(written).toBe(2);
    expect(await db.$count(db.tables.role)).toBe(3);
  });

  test("M05 a read waits while another process recovers the file", async () => {
    await migrate(url);
    await using store = openStore(url);
    const busy = () => {
      throw new Database.SqliteError("database is locked", "SQLITE_BUSY_RECOVERY");
    };
    const sample = new Database(path);
    const statement: object = Object.getPrototypeOf(sample.prepare("select 1"));
    sample.close();
    const prepare = vi.spyOn(Database.prototype, "prepare").mockImplementationOnce(busy);
    const all = vi
      .spyOn(statement as Database.Statement, "all")
      .mockImplementationOnce(busy)
      .mockImplementationOnce(busy);
    expect(await store.db.$count(store.db.tables.role)).toBe(0);
    expect(prepare).toHaveBeenCalledTimes(2);
    expect(all).toHaveBeenCalledTimes(3);
  });

  test("M05 a write gives up after ten seconds of waiting, and says that the server is busy", async () => {
    await migrate(url);
    await using store = openStore(url);
    const { db } = store;
    const rival = new Database(path);
    rival.exec("begin immediate");
    vi.useFakeTimers();
    const refusals: string[] = [];
    const attempts = [
      () => db.insert(db.tables.role).values({ key: "statement", rank: 1 }),
      () => db.transaction((tx) => tx.insert(tx.tables.role).values({ key: "transaction", rank: 1 }).returning()),
    ];
    for (const attempt of attempts) {
      const refusal = refusalOf(attempt).then((text) => void refusals.push(text));
      await vi.advanceTimersByTimeAsync(9_900);
      expect(refusals).toEqual([]);
      await vi.advanceTimersByTimeAsync(300);
      await refusal;
      expect(refusals.splice(0)).toEqual(["UNAVAILABLE TOO_BUSY"]);
    }
    rival.exec("rollback");
    rival.close();
    vi.useRealTimers();
    await db.insert(db.tables.role).values({ key: "later", rank: 1 });
    expect(await db.$count(db.tables.role)).toBe(1);
  });
});

test("more different statements than are kept prepared still run, the first one too", async () => {
  await migrate(url);
  await using store = openStore(url);
  const { role } = store.db.tables;
  for (const index of [...Array(600).keys(), 0]) {
    const alias = sql`${index}`.as(`column_${index}`);
    expect(await store.db.select({ alias }).from(role)).toEqual([]);
  }
});

test("the count of changes tells another process's commit with the next turn of the event loop, and our own at once", async () => {
  await migrate(url);
  await using store = openStore(url);
  const first = store.db.changeCount();
  const elsewhere = new Database(path);
  elsewhere.prepare("insert into role (key, rank) values ('elsewhere', 1)").run();
  elsewhere.close();
  await new Promise((resolve) => setImmediate(resolve));
  const second = store.db.changeCount();
  expect(second).not.toBe(first);
  await store.db.insert(store.db.tables.role).values({ key: "here", rank: 1 });
  expect(store.db.changeCount()).not.toBe(second);
});

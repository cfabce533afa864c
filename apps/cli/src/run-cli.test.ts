import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "@causeway/db";
import { DIALECTS } from "@causeway/testing";
import { createMomentumDatabase } from "@causeway/testing/momentum";
import { createPostgresDatabase } from "@causeway/testing/postgres";
import Database from "better-sqlite3";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "./test/run.ts";

let folder: string;
let old: string;
let made = 0;
const fresh = (ending: string) => join(folder, `${++made}${ending}`);
const target = () => ({ DATABASE_URL: `file:${fresh(".db")}` });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "causeway-cli-"));
  old = fresh(".sqlite");
  await createMomentumDatabase(old, { users: 4, dirt: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function emptyTarget(dialect: "sqlite" | "postgres"): Promise<{ env: { DATABASE_URL: string } } & AsyncDisposable> {
  if (dialect === "sqlite") return { env: target(), [Symbol.asyncDispose]: async () => undefined };
  const database = await createPostgresDatabase();
  return { env: { DATABASE_URL: database.url }, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

describe.each(DIALECTS)("import and verify on %s", (dialect) => {
  test("make an empty database hold the old one, end with 0, and find what was changed since with 1", async () => {
    await using place = await emptyTarget(dialect);
    const { env } = place;
    const imported = await run(["import", "momentum", "--from", `sqlite:${old}`], { env });
    expect(imported).toMatchObject({ code: 0 });
    expect(imported.out).toMatch(/^table +rows +imported +repaired +unchanged +quarantined\nusers +75 +22 +49 +0 +4\n/);
    expect(imported.out).toContain("in quarantine: users 1000000009: The password hash is too costly to check");
    expect(imported.err).toContain("restaurants: 87 of 87 rows\n");

    const verified = await run(["verify", "momentum", "--from", `sqlite:${old}`], { env });
    expect(verified).toMatchObject({ code: 0 });
    expect(verified.out).toMatch(/no differences: all \d+ rows are held as the source has them\n$/);

    const again = await run(["import", "momentum", "--from", `sqlite:${old}`], { env });
    expect(again.out).toMatch(/0 imported, 0 repaired, \d+ unchanged, 22 quarantined/);

    {
      await using store = openStore(env.DATABASE_URL);
      const { restaurant } = store.db.tables;
      await store.db.update(restaurant).set({ name: "Renamed" }).where(eq(restaurant.name, "Nobody's Inn"));
    }
    const differing = await run(["verify", "momentum", "--from", `sqlite:${old}`, "--show-values"], { env });
    expect(differing.code).toBe(1);
    expect(differing.out).toContain("restaurants 9001 name: changed; expected Nobody's Inn, found Renamed\n");
    expect(differing.out).toMatch(/1 differences\n$/);
  });
});

describe("import", () => {
  test("with --dry-run tells the same and leaves no database behind", async () => {
    const env = target();
    const rehearsed = await run(["import", "momentum", "--from", `sqlite:${old}`, "--dry-run"], { env });
    expect(rehearsed.code).toBe(0);
    expect(rehearsed.out).toContain("(nothing was written)");
    expect(existsSync(env.DATABASE_URL.slice(5))).toBe(false);
    const imported = await run(["import", "momentum", "--from", `sqlite:${old}`], { env });
    const table = (text: string) => text.slice(0, text.indexOf("in quarantine"));
    expect(table(rehearsed.out)).toBe(table(imported.out));
    expect((await run(["import", "momentum", "--from", `sqlite:${old}`, "--dry-run"], { env })).out).toMatch(
      /unchanged, 22 quarantined/,
    );
  });

  test("with --json prints the report and nothing else", async () => {
    const { code, out } = await run(["import", "momentum", "--from", `sqlite:${old}`, "--json"], { env: target() });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ type: "import", system: "momentum", isDryRun: false, source: `sqlite:${old}` });
  });

  test("writes its report as JSON or as a page", async () => {
    const [json, page] = [fresh(".json"), fresh(".html")];
    const env = target();
    await run(["import", "momentum", "--from", `sqlite:${old}`, "--report", json], { env });
    await run(["verify", "momentum", "--from", `sqlite:${old}`, "--report", page], { env });
    expect(JSON.parse(readFileSync(json, "utf8"))).toMatchObject({ type: "import" });
    expect(readFileSync(page, "utf8")).toContain("<title>Verification of momentum</title>");
  });

  test("stops between two chunks when it is asked to, and goes on the next time", async () => {
    const env = target();
    const stop = new AbortController();
    stop.abort();
    const stopped = await run(["import", "momentum", "--from", `sqlite:${old}`], { env, signal: stop.signal });
    expect(stopped).toMatchObject({ code: 2, out: "" });
    expect(stopped.err).toContain("causeway: stopped; run the same command again to go on\n");
    expect(await run(["import", "momentum", "--from", `sqlite:${old}`], { env })).toMatchObject({ code: 0 });
  });

  test("shows a bar to a person", async () => {
    const { err } = await run(["import", "momentum", "--from", `sqlite:${old}`], { env: target(), isTerminal: true });
    expect(err).toContain("\r\u001b[K░░░");
    expect(err).toContain(" 0 %  users 0 of 75");
    expect(err.endsWith("\r\u001b[K")).toBe(true);
  });
});

describe("what cannot run ends with 2 and one clear line, and leaves nothing behind", () => {
  const importing = (from: string, ...more: string[]) => ["import", "momentum", "--from", from, ...more];
  const notDatabase = () => {
    const path = fresh(".txt");
    writeFileSync(path, "no database, but quite a lot of text\n".repeat(100));
    return path;
  };
  const cutOff = () => {
    const path = fresh(".sqlite");
    writeFileSync(path, readFileSync(old));
    truncateSync(path, 30_000);
    return path;
  };
  const otherTables = () => {
    const path = fresh(".sqlite");
    new Database(path).exec("create table users (user_id integer primary key)").close();
    return path;
  };

  test.each<[string, () => string[], RegExp]>([
    ["an unknown command", () => ["cross"], /unknown command 'cross'/],
    [
      "an unknown system",
      () => ["import", "atlantis", "--from", `sqlite:${old}`],
      /there is no system "atlantis"; there are: momentum/,
    ],
    ["no source", () => ["import", "momentum"], /required option '--from <source>' not specified/],
    ["an unknown kind of source", () => importing("oracle:x"), /"oracle:x" names no source; give sqlite:PATH/],
    ["a file that is not there", () => importing("sqlite:/no/such.sqlite"), /there is no file \/no\/such\.sqlite/],
    ["a folder", () => importing(`sqlite:${folder}`), /is not a file/],
    ["a file that is no database", () => importing(`sqlite:${notDatabase()}`), /is no SQLite database/],
    ["a database that was cut off", () => importing(`sqlite:${cutOff()}`), /is damaged or cut off/],
    [
      "another system's database",
      () => importing(`sqlite:${otherTables()}`),
      /table users of .* has no column email, password_hash, role, created_at/,
    ],
    [
      "an empty file",
      () => importing(`sqlite:${(writeFileSync(join(folder, "empty"), ""), join(folder, "empty"))}`),
      /has no table users/,
    ],
    [
      "a report of an unknown kind",
      () => importing(`sqlite:${old}`, "--report", "r.pdf"),
      /the report r\.pdf must end in \.json or \.html/,
    ],
    [
      "a report in a folder that is not there",
      () => importing(`sqlite:${old}`, "--report", "/no/r.json"),
      /\/no\/r\.json cannot be written/,
    ],
    [
      "a verification before any import",
      () => ["verify", "momentum", "--from", `sqlite:${old}`],
      /there is no database file:.*: import first/,
    ],
  ])("%s", async (_, argv, message) => {
    const env = target();
    const { code, out, err } = await run(argv(), { env });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^causeway: [^\n]+\n$/);
    expect(err).toMatch(message);
    expect(existsSync(env.DATABASE_URL.slice(5))).toBe(false);
  });

  test("N01 the old database itself as target, by whatever name, is left as it was", async () => {
    const [path, link] = [fresh(".sqlite"), fresh(".sqlite")];
    writeFileSync(path, readFileSync(old));
    symlinkSync(path, link);
    const before = readFileSync(path);
    for (const command of ["import", "verify"]) {
      const { code, err } = await run([command, "momentum", "--from", `sqlite:${path}`], { env: { DATABASE_URL: `file:${link}` } });
      expect(code).toBe(2);
      expect(err).toMatch(/^causeway: DATABASE_URL names the old database itself, [^\n]+\n$/);
    }
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test.each<[string, () => string, RegExp]>([
    ["an address of an unknown kind", () => "mysql://host/db", /DATABASE_URL must start with file:/],
    ["a server that does not answer", () => "postgres://127.0.0.1:1/none", /the database does not answer/],
    ["a file that is no database", () => `file:${notDatabase()}`, /the file in DATABASE_URL is no SQLite database/],
    ["a folder for a file", () => `file:${folder}`, /the file in DATABASE_URL cannot be opened/],
    ["a file for a folder", () => `file:${old}/x.db`, /the folder in DATABASE_URL is no folder/],
  ])("%s as target", async (_, url, message) => {
    const { code, err } = await run(importing(`sqlite:${old}`), { env: { DATABASE_URL: url() } });
    expect(code).toBe(2);
    expect(err).toMatch(/^causeway: [^\n]+\n$/);
    expect(err).toMatch(message);
  });
});

describe("create-admin", () => {
  test("makes an administrator whose password is hashed, and tells who it is", async () => {
    const env = target();
    const readPassword = async () => "a long enough password";
    const { code, out } = await run(["create-admin", "--email", "boss@example.com"], { env, readPassword });
    expect({ code, out }).toEqual({ code: 0, out: "boss@example.com is an administrator now.\n" });
    await using store = openStore(env.DATABASE_URL);
    const [user] = await store.db.select().from(store.db.tables.user);
    expect(user).toMatchObject({ email: "boss@example.com", roleKey: "admin" });
    expect(user?.passwordHash).toMatch(/^\$argon2id\$/);
    const audited = await store.db.select().from(store.db.tables.auditEvent);
    expect(audited.map(({ action }) => action)).toContain("user.create");
  });

  test("refuses what is no address, a short password, and an address that is taken", async () => {
    const env = target();
    const create = (email: string, password: string) =>
      run(["create-admin", "--email", email], { env, readPassword: async () => password });
    expect((await create("boss", "a long enough password")).err).toContain("causeway: --email: Enter an e-mail address");
    expect((await create("boss@example.com", "short")).err).toBe("causeway: password: Use at least 12 characters.\n");
    expect((await create("boss@example.com", "a long enough password")).code).toBe(0);
    const second = await create("boss@example.com", "a long enough password");
    expect(second).toMatchObject({ code: 2, err: "causeway: There is an account with this e-mail address already.\n" });
  });
});

describe("other commands", () => {
  test("migrate brings the database up to date, once", async () => {
    const env = target();
    expect((await run(["migrate"], { env })).out).toMatch(/^Applied: /);
    expect((await run(["migrate"], { env })).out).toBe("The database is up to date.\n");
  });

  test("seed demo fills an empty database only", async () => {
    const env = target();
    expect((await run(["seed", "demo"], { env })).out).toMatch(/^restaurant +owner@demo\.example/);
    expect(await run(["seed", "demo"], { env })).toMatchObject({ code: 2, err: expect.stringContaining("has accounts already") });
    expect(await run(["seed", "checklist"], { env })).toMatchObject({
      code: 2,
      err: expect.stringContaining("There is a checklist already"),
    });
  });

  test("seed old-momentum writes a database that can be imported, and no scenario is made up", async () => {
    const to = join(folder, "deep/old.sqlite");
    expect((await run(["seed", "old-momentum", "--to", to])).code).toBe(0);
    expect((await run(["import", "momentum", "--from", `sqlite:${to}`], { env: target() })).code).toBe(0);
    expect((await run(["seed", "old-momentum", "--to", to])).err).toBe(`causeway: ${to} is there already; nothing was changed\n`);
    expect((await run(["seed", "atlantis"])).err).toContain(
      'there is no scenario "atlantis"; there are demo, checklist, old-momentum',
    );
  });

  test("divergences lists them for people and for machines", async () => {
    const { out, code } = await run(["divergences", "momentum"]);
    expect(code).toBe(0);
    const list = JSON.parse((await run(["divergences", "momentum", "--json"])).out) as { id: string; why: string }[];
    for (const { id, why } of list) {
      expect(out).toContain(`${id}\n`);
      expect(out).toContain(why);
    }
    expect(out).toContain(`${list.length} declared divergences`);
  });

  test("help is asked for or shown when nothing is", async () => {
    for (const argv of [[], ["--help"], ["help"], ["import", "--help"]]) {
      const { code, out, err } = await run(argv);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toContain("Usage: causeway");
    }
  });
});

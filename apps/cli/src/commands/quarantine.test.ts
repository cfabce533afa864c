import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DIALECTS } from "@causeway/testing";
import { createMomentumDatabase } from "@causeway/testing/momentum";
import { createPostgresDatabase } from "@causeway/testing/postgres";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "../test/run.ts";

let folder: string;
let old: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "causeway-quarantine-"));
  old = join(folder, "old.sqlite");
  await createMomentumDatabase(old, { users: 3 });
  const database = new Database(old);
  database.exec(`
    insert into users (user_id, email, password_hash, role, created_at) values
      (71, 'dear@example.com', (select replace(password_hash, '$10$', '$31$') from users where user_id = 1), 'restaurant', '2026-01-02 03:04:05'),
      (72, 'p@example.com' || char(27) || '[2J', (select replace(password_hash, '$10$', '$31$') from users where user_id = 1), 'restaurant', '2026-01-02 03:04:05');
    insert into sessions (session_id, user_id, created_at, expires_at) values
      ('of 71', 71, '2026-01-02 03:04:05', '2026-01-03 03:04:05'),
      (null, 1, '2026-01-02 03:04:05', '2026-01-03 03:04:05');
  `);
  database.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function imported(dialect: "sqlite" | "postgres") {
  const place =
    dialect === "sqlite"
      ? { url: `file:${join(mkdtempSync(join(folder, "new-")), "new.db")}`, [Symbol.asyncDispose]: async () => undefined }
      : await createPostgresDatabase();
  const env = { DATABASE_URL: place.url };
  const command = (...argv: string[]) => run(argv, { env });
  const { code } = await command("import", "momentum", "--from", `sqlite:${old}`);
  expect(code).toBe(0);
  return { command, [Symbol.asyncDispose]: () => place[Symbol.asyncDispose]() };
}

describe.each(DIALECTS)("causeway quarantine on %s", (dialect) => {
  test("N05 runs down to zero: correct, retry, leave out, and a verification agrees", async () => {
    await using at = await imported(dialect);
    const listed = await at.command("quarantine", "list", "momentum");
    expect(listed.code).toBe(1);
    expect(listed.out).toMatch(/^users +71 +password-hash-cost +The password hash is too costly to check/m);
    expect(listed.out).toContain("4 waiting, 0 left out, 0 imported with corrected values\n");

    const stays = await at.command("quarantine", "retry", "momentum", "users", "71");
    expect([stays.code, stays.out]).toEqual([1, expect.stringContaining("0 of 1 rows imported")]);
    const corrected = await at.command("quarantine", "retry", "momentum", "users", "71", "--null", "password_hash");
    expect(corrected).toEqual({ code: 0, out: "1 of 1 rows imported\n", err: "" });
    const all = await at.command("quarantine", "retry", "momentum", "--table", "sessions", "--json");
    expect(all.code).toBe(1);
    expect(JSON.parse(all.out)).toMatchObject([
      { isImported: false, reason: "unusable-id" },
      { oldId: "of 71", isImported: true },
    ]);

    const dismissed = await at.command("quarantine", "dismiss", "momentum", "--all", "--because", "nobody needs them");
    expect(dismissed).toEqual({ code: 0, out: "2 rows are left out\n", err: "" });
    expect((await at.command("quarantine", "list", "momentum")).code).toBe(0);
    const decided = await at.command("quarantine", "list", "momentum", "--state", "decided");
    expect(decided.out).toContain("left out: nobody needs them");
    const verified = await at.command("verify", "momentum", "--from", `sqlite:${old}`);
    expect(verified.out).toMatch(/^users +\d+ +\d+ +2 +2 +0 +0$/m);
    expect(verified.code).toBe(0);

    await at.command("quarantine", "restore", "momentum", "users", "72");
    expect((await at.command("quarantine", "list", "momentum")).code).toBe(1);
  });

  test("pages, filters, and shows a row without secrets and without what a terminal would obey", async () => {
    await using at = await imported(dialect);
    const first = await at.command("quarantine", "list", "momentum", "--limit", "1", "--table", "users");
    const cursor = /more: --after (\S+)/.exec(first.out)?.[1] ?? "";
    const second = await at.command("quarantine", "list", "momentum", "--table", "users", "--after", cursor, "--json");
    expect(JSON.parse(second.out)).toMatchObject({ items: [{ oldId: "72" }], nextCursor: null });
    const none = await at.command("quarantine", "list", "momentum", "--reason", "missing-text", "--json");
    expect(JSON.parse(none.out)).toMatchObject({ items: [] });

    const { out } = await at.command("quarantine", "show", "momentum", "users", "72");
    expect(out).toMatch(/^> password_hash +hidden, 60 bytes {3}takes a password hash/m);
    expect(out).toMatch(/^ {2}email +"p@example\.com\\u\{1b\}\[2J"$/m);
    expect(out).toContain("what to do     Set the hash to NULL and retry");
    expect(out).not.toContain("\u001b");
    expect(out).not.toContain("$31$");
  });
});

test.each([
  [["list", "momentum", "--limit", "0"], "--limit must be from 1 to 1000, not 0"],
  [["list", "nobody"], 'there is no system "nobody"; there are: momentum'],
  [["show", "momentum", "users", "1"], "users 1 is not in quarantine; quarantine list momentum shows what is"],
  [["show", "momentum", "users"], "users is no id; name the row by TABLE and OLD ID, as quarantine list shows them"],
  [["retry", "momentum"], "name one row, or --table, --reason or --all"],
  [["retry", "momentum", "--all", "--set", "email=x"], "--set and --null correct one row; name it"],
  [["retry", "momentum", "users", "71", "--set", "role=king"], "role takes one of restaurant, admin."],
  [["retry", "momentum", "users", "71", "--set", "user_id=5"], /^user_id is the row's id/],
  [["dismiss", "momentum", "--all", "--because", " "], "--because: Say in a few words why."],
  [["restore", "momentum", "users", "71"], "This row waits already."],
])("%j cannot run, and says why", async (argv, message) => {
  await using at = await imported("sqlite");
  const { code, err } = await at.command("quarantine", ...argv);
  expect(code).toBe(2);
  expect(err.replace(/^causeway: /, "").trimEnd()).toMatch(message);
});

describe("causeway rules", () => {
  test("lists every column with its rules, for people and for machines", async () => {
    const { code, out } = await run(["rules", "momentum"]);
    expect(code).toBe(0);
    expect(out).toContain("\nusers → user, known by user_id\n  email: text, at most 2000 bytes of UTF-8\n");
    expect(out).toContain("    quarantined  missing-text: text that must be there is NULL\n");
    expect(out).toContain("    repaired     unknown-word: is none of the known words; becomes restaurant\n");
    const json = await run(["rules", "momentum", "--json"]);
    expect(JSON.parse(json.out)).toMatchObject({
      system: "momentum",
      tables: expect.arrayContaining([expect.objectContaining({ table: "sessions" })]),
    });
  });

  test("a rehearsal shows an example of what each rule would do", async () => {
    const env = { DATABASE_URL: `file:${join(folder, "never.db")}` };
    const { out } = await run(["import", "momentum", "--from", `sqlite:${old}`, "--dry-run"], { env });
    expect(out).toContain(
      "would go to quarantine: users password-hash-cost, such as 71: The password hash is too costly to check: cost is 31, at most 15 is allowed.\n",
    );
    const json = await run(["import", "momentum", "--from", `sqlite:${old}`, "--dry-run", "--json"], { env });
    const { examples } = JSON.parse(json.out) as { examples: Record<string, unknown>[] };
    expect(examples.filter(({ reason }) => reason === "password-hash-cost")).toHaveLength(2);
  });
});

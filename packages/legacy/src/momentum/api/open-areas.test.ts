import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { createOldServer, formOf, type OldServer, PNG, read } from "../test/old-server.ts";

const OPEN = { LEGACY_MOMENTUM_OPEN_ROUTES: "checklist, ads ,sms" };
const AD = { restaurantName: "R", itemToPromote: "I", offer: "O", budget: "10" };
const FORMS = ["/api/facebook-ads/create-campaign", "/api/sms-campaigns/create-campaign", "/api/sms-campaigns/preview"];
const GENERAL = [500, { error: "Something went wrong!" }];

/** Takes a table away from under the server. */
function breakTable({ app }: OldServer, table: string): void {
  const database = new Database(fileURLToPath(new URL(app.databaseUrl.replace(/^file:(?!\/\/)/, "file://"))));
  database.exec(`alter table ${table} rename to broken`);
  database.close();
}

describe("the checklist, the ads and the text messages within the old API", () => {
  it("O06 take any case, one slash at the end, and HEAD for GET; CSV and JSON have ETags", async () => {
    await using old = await createOldServer("sqlite", OPEN);
    for (const path of ["/API/Checklist/Categories", "/api/checklist/progress/1/", "/api/SMS-campaigns/sample-csv"])
      expect((await old.send("GET", path)).status).toBe(200);
    for (const path of ["/api/checklist/categories", "/api/sms-campaigns/sample-csv"]) {
      const { headers } = await old.send("GET", path);
      const known = await old.send("GET", path, { headers: { "if-none-match": headers.get("etag") ?? "" } });
      expect([known.status, known.text]).toEqual([304, ""]);
      const head = await old.send("HEAD", path);
      expect([head.text, head.headers.get("content-length")]).toEqual(["", headers.get("content-length")]);
    }
    for (const [method, path] of [
      ["POST", "/api/checklist/categories"],
      ["GET", "/api/facebook-ads/create-campaign"],
      ["DELETE", "/api/checklist/status/1/1"],
      ["GET", "/api/sms-campaigns"],
      ["GET", "/api/checklist/items/"],
    ] as const) {
      const { status, text } = await old.send(method, path);
      expect([status, text]).toEqual([404, expect.stringContaining(`<pre>Cannot ${method} ${path}</pre>`)]);
    }
  });

  it("read bodies before they look for a route or a token, and forms after", async () => {
    await using old = await createOldServer();
    const broken = { body: "{", headers: { "content-type": "application/json" } };
    for (const [method, path] of [
      ["PUT", "/api/checklist/status/1/1"],
      ["POST", "/api/facebook-ads/create-campaign"],
      ["POST", "/api/sms-campaigns/preview"],
    ] as const) {
      const answer = await old.send(method, path, broken);
      expect([answer.status, answer.body]).toEqual(GENERAL);
    }
    const large = { body: JSON.stringify({ status: "x".repeat(102_400) }), headers: { "content-type": "application/json" } };
    expect((await old.send("PUT", "/api/checklist/status/1/1", large)).status).toBe(500);
    const refused = formOf({ dishPhoto: new File(["x"], "x.txt") });
    expect((await old.send("POST", "/api/facebook-ads/create-campaign", { body: refused })).status).toBe(401);
    const undecodable = await old.send("GET", "/api/checklist/items/%E0%A4%A");
    expect([undecodable.status, undecodable.body]).toEqual(GENERAL);
  });

  it("O11 refuse a file before they miss a field", async () => {
    await using old = await createOldServer("sqlite", OPEN);
    for (const path of FORMS) {
      for (const field of ["dishPhoto", "customerList", "other"]) {
        const answer = await old.send("POST", path, {
          body: formOf({ [field]: new File(["x"], "x.doc", { type: "application/msword" }) }),
        });
        expect([answer.status, answer.body]).toEqual(GENERAL);
      }
      expect((await old.send("POST", path, { body: formOf({ other: "text" }) })).status).toBe(400);
    }
    const onlyPhoto = formOf({ dishPhoto: new File([PNG], "dish.png", { type: "image/png" }) });
    expect((await old.send("POST", FORMS[0] ?? "", { body: onlyPhoto })).status).toBe(400);
  });

  it("leave a type without items out of the progress", async () => {
    await using old = await createOldServer("sqlite", OPEN);
    const edit = old.app.as(await old.app.createActor({ role: "admin" })).checklists;
    await edit.createCategory({ name: "Empty", type: "foundational" });
    const { id: categoryId } = await edit.createCategory({ name: "One", type: "ongoing" });
    await edit.createItem({ categoryId, title: "a" });
    const { body } = await old.send("GET", "/api/checklist/progress/1");
    expect(Object.keys(read<{ progress: object }>(body).progress)).toEqual(["ongoing"]);
    expect((await old.send("GET", "/api/checklist/progress/1?type=foundational")).body).toEqual({ success: true, progress: {} });
    const whole = await old.send("GET", "/api/checklist/categories-with-items");
    expect(read<{ categories: { items: unknown[] }[] }>(whole.body).categories.map(({ items }) => items.length)).toEqual([0, 1]);
  });

  it.each([
    ["GET", "/api/checklist/categories", "checklist_category", "Failed to fetch categories"],
    ["GET", "/api/checklist/items/1", "checklist_item", "Failed to fetch items"],
    ["GET", "/api/checklist/status/1", "checklist_status", "Failed to fetch status"],
    ["PUT", "/api/checklist/status/1/1", "checklist_status", "Failed to update status"],
    ["GET", "/api/checklist/progress/1", "checklist_item", "Failed to calculate progress"],
  ])("%s %s says in the old words that the database failed", async (method, path, table, error) => {
    await using old = await createOldServer("sqlite", OPEN);
    await old.register({ email: "one@example.com" });
    breakTable(old, table);
    const body = method === "PUT" ? { body: { status: "pending" } } : {};
    const answer = await old.send(method, path, body);
    expect([answer.status, answer.body]).toEqual([500, { success: false, error }]);
  });

  it.each([
    ["GET", "/api/dashboard/campaigns", "campaign", "Database error"],
    ["GET", "/api/dashboard/restaurant", "campaign", "Database error"],
    ["GET", "/api/auth/me", "legacy_record", "Database error"],
    ["PUT", "/api/dashboard/checklist/1", "task", "Failed to update checklist item"],
    ["POST", "/api/auth/register", "user", "Failed to create user"],
  ])("%s %s says so in the words of its own area", async (method, path, table, error) => {
    await using old = await createOldServer();
    const { token } = await old.register({ email: "one@example.com" });
    breakTable(old, table);
    const bodies: Record<string, object> = {
      PUT: { is_complete: true },
      POST: { email: "two@example.com", password: "x", restaurantName: "R" },
    };
    const answer = await old.send(method, path, { token, ...(bodies[method] && { body: bodies[method] }) });
    expect([answer.status, answer.body]).toEqual([500, { error }]);
  });

  it("have their old place with both path sets, and leave all else to the web app", async () => {
    await using old = await createOldServer("sqlite", { ...OPEN, LEGACY_MOUNTS: "momentum=/" });
    const signedUp = await old.app.request("/api/auth/register", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: "one@example.com", password: "a password", restaurantName: "R" }),
    });
    const { token } = read<{ token: string }>(await signedUp.json());
    const headers = { authorization: `Bearer ${token}` };
    const ask = (path: string, init: RequestInit = {}) => old.app.request(path, { headers, ...init });
    expect((await ask("/api/facebook-ads/create-campaign", { method: "POST", body: formOf(AD) })).status).toBe(200);
    expect(await (await ask("/api/campaigns/1")).json()).toMatchObject({ success: true, total: 1 });
    expect(await (await ask("/api/campaigns/nothing/at/all")).json()).toEqual({ detail: "Not Found" });
    expect((await ask("/api/nothing")).headers.get("x-powered-by")).toBe("Express");
    expect((await ask("/campaigns")).headers.get("x-powered-by")).toBeNull();
  });
});

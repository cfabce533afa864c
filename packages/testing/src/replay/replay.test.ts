import type { RecordedExchange, ReplayedAnswer, ReplayRules } from "@causeway/rest";
import { describe, expect, it } from "vitest";
import type { ReplayRequest } from "./build-request.ts";
import { describeDifference, summarise } from "./index.ts";
import { replay } from "./replay.ts";

const RULES: ReplayRules = {
  varying: ["random"],
  forms: { code: (text, { hasRecordedClock }) => (hasRecordedClock ? text : text.replace(/^[A-Z]{3}-\d+$/, "<code>")) },
  instants: ["created_at"],
  lists: { rows: "id" },
  choices: { title: ["one", "two"] },
  tokenLifetime: 60,
  declared: [{ divergence: "elder-crash", explains: ({ response }) => response.status === null }],
  isNotServed: (_, path) => path.startsWith("/later"),
};
const AT = "2026-11-20T10:00:00.000Z";

function exchange(name: string, response: RecordedExchange["response"], more: Partial<RecordedExchange> = {}): RecordedExchange {
  return { seq: 1, phase: "A", name, recorded_at: AT, request: { method: "GET", path: `/${name}` }, response, ...more };
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}): ReplayedAnswer => ({ status, headers, body });
const token = (claims: object) =>
  ['{"alg":"x"}', JSON.stringify(claims), "signature"].map((part) => Buffer.from(part).toString("base64url")).join(".");

/** Replays one exchange against one answer. */
async function differencesOf(
  recorded: RecordedExchange["response"],
  answer: ReplayedAnswer,
  clock?: () => Date,
): Promise<string[]> {
  const [result] = await replay({
    exchanges: [exchange("x", recorded)],
    rules: RULES,
    secret: "s",
    send: async () => answer,
    ...(clock ? { clock } : {}),
  });
  return result?.differences ?? ["nothing was compared"];
}

describe("a replayed answer", () => {
  it.each<[string, unknown, unknown]>([
    ["a value", { a: 1 }, { a: 2 }],
    ["text for a number", { a: 1 }, { a: "1" }],
    ["null for a missing key", { a: null }, {}],
    ["a key more", {}, { a: null }],
    ["the order of keys", { a: 1, b: 2 }, { b: 2, a: 1 }],
    ["the order of a list", { list: [1, 2] }, { list: [2, 1] }],
    ["an empty list for an empty object", { a: [] }, { a: {} }],
    ["a shorter list", { a: [1, 1] }, { a: [1] }],
    ["text for JSON", { a: 1 }, '{"a":1}'],
    ["a text that has not its form", { code: "ABC-1" }, { code: "ABC1" }],
    ["an old instant", { created_at: "2026-11-19 10:00:00" }, { created_at: "2026-11-19 10:00:01" }],
    ["the form of a new instant", { created_at: "2026-11-20 10:00:01" }, { created_at: "2026-11-20T10:00:01Z" }],
    ["the kind of a varying value", { random: 1 }, { random: "1" }],
    [
      "a text that is none of the choices",
      { title: "one", created_at: "2026-11-20 10:00:00" },
      { title: "three", created_at: "2026-11-20 10:00:00" },
    ],
    [
      "a choice in an old row",
      { title: "one", created_at: "2026-11-19 10:00:00" },
      { title: "two", created_at: "2026-11-19 10:00:00" },
    ],
    ["a token's claims", { token: token({ id: 1, iat: 1, exp: 61 }) }, { token: token({ id: 2, iat: 1, exp: 61 }) }],
    ["a token's life", { token: token({ id: 1, iat: 1, exp: 61 }) }, { token: token({ id: 1, iat: 1, exp: 62 }) }],
  ])("differs by %s", async (_, recorded, found) => {
    expect(await differencesOf({ status: 200, body: recorded }, json(found))).not.toEqual([]);
  });

  it.each<[string, unknown, unknown]>([
    ["a varying value", { random: 1 }, { random: 77 }],
    ["a new instant", { created_at: "2026-11-20 10:00:01" }, { created_at: "2027-01-01 00:00:00" }],
    [
      "the choice in a new row",
      { title: "one", created_at: "2026-11-20 10:00:00" },
      { title: "two", created_at: "2026-11-20 10:00:01" },
    ],
    ["the times of a token", { token: token({ id: 1, iat: 1, exp: 61 }) }, { token: token({ id: 1, iat: 100, exp: 160 }) }],
    [
      "the order of new rows",
      {
        rows: [
          { id: 2, created_at: "2026-11-20 10:00:05" },
          { id: 1, created_at: "2026-11-20 10:00:01" },
        ],
      },
      {
        rows: [
          { id: 1, created_at: "2026-11-20 10:00:07" },
          { id: 2, created_at: "2026-11-20 10:00:07" },
        ],
      },
    ],
  ])("is equal but for %s", async (_, recorded, found) => {
    expect(await differencesOf({ status: 200, body: recorded }, json(found))).toEqual([]);
  });

  it("is compared by status and recorded headers, absent ones included", async () => {
    const recorded = {
      status: 200,
      headers: { "content-type": "a", vary: null, etag: 'W/"5-aaaaaaaaaaaaaaaaaaaaaaaaaaa"' },
      body: "",
    };
    const headers = { "content-type": "a", etag: 'W/"5-bbbbbbbbbbbbbbbbbbbbbbbbbbb"', other: "x" };
    expect(await differencesOf(recorded, json("", 200, headers))).toEqual([]);
    expect(await differencesOf(recorded, json("", 404, { ...headers, vary: "x" }))).toEqual([
      "status: 200 → 404",
      "header vary: absent → x",
    ]);
    expect(await differencesOf(recorded, json("", 200, { ...headers, etag: 'W/"6-bbbbbbbbbbbbbbbbbbbbbbbbbbb"' }))).toHaveLength(1);
  });

  it("compares counts by day where the clock shows the recorded times", async () => {
    const rules = { status: 200, body: { recentCampaigns: 3 } };
    const [counted] = await replay({
      exchanges: [exchange("x", rules)],
      rules: { ...RULES, varying: ["recentCampaigns"] },
      secret: "s",
      send: async () => json({ recentCampaigns: 4 }),
      clock: () => new Date(AT),
    });
    expect(counted?.verdict).toEqual({ kind: "different" });
  });
});

describe("a replay", () => {
  it("hands tokens, forged tokens, ETags and dates of its own on", async () => {
    const sent: ReplayRequest[] = [];
    const old = token({ id: 1, iat: 1, exp: 61 });
    const results = await replay({
      exchanges: [
        exchange("sign-in", { status: 200, body: { token: old } }),
        exchange(
          "me",
          { status: 200, body: "" },
          { auth_from: "sign-in", request: { method: "GET", path: "/me", headers: { authorization: `Token  ${old}` } } },
        ),
        exchange(
          "again",
          { status: 304, body: "" },
          { request: { method: "GET", path: "/me", headers: { "if-none-match": "recorded" } } },
        ),
        exchange(
          "forged",
          { status: 200, body: "" },
          {
            auth_forged: { alg: "none", secret: "right", claims: { id: 7 }, times_relative_to_recorded_at_s: { exp: 60 } },
          },
        ),
        exchange(
          "upload",
          { status: 200, body: "" },
          {
            csv_dates_days_before_recording: { "2026-11-10": 10 },
            request: {
              method: "POST",
              path: "/up",
              multipart: [{ name: "file", filename: "a.csv", content_type: "text/csv", content: "d\n2026-11-10" }],
            },
          },
        ),
      ],
      rules: RULES,
      secret: "s",
      clock: () => new Date("2027-01-11T00:00:00Z"),
      async send(request) {
        sent.push(request);
        return request.path === "/sign-in"
          ? json({ token: token({ id: 1, iat: 5, exp: 65 }) })
          : json("", request.headers["if-none-match"] ? 304 : 200, { etag: "mine" });
      },
    });
    expect(results.map(({ verdict }) => verdict.kind)).toEqual(["equal", "equal", "equal", "equal", "equal"]);
    expect(sent[1]?.headers["authorization"]).toBe(`Token  ${token({ id: 1, iat: 5, exp: 65 })}`);
    // The answer was asked for once without the condition, to have an ETag of this server.
    expect(sent.slice(2, 4).map(({ headers }) => headers["if-none-match"])).toEqual([undefined, "mine"]);
    const [header, payload, signature] = (sent[4]?.headers["authorization"] ?? "").replace("Bearer ", "").split(".");
    expect(Buffer.from(header ?? "", "base64url").toString()).toBe('{"alg":"none","typ":"JWT"}');
    expect(JSON.parse(Buffer.from(payload ?? "", "base64url").toString())).toEqual({
      id: 7,
      exp: Date.parse("2027-01-11T00:01:00Z") / 1000,
    });
    expect(signature).toBe("");
    expect(Buffer.from(sent[5]?.body ?? "").toString()).toContain("\r\n\r\nd\n2027-01-01\r\n");
  });

  it("takes either winner of a race, but only one", async () => {
    const race = [1, 2].map((nth) =>
      exchange(
        `x-race-${nth}`,
        nth === 1 ? { status: 201, body: { name: "A", id: 1 } } : { status: 500, body: { error: "late" } },
        {
          request: { method: "POST", path: "/x", body: { name: nth === 1 ? "A" : "B" } },
        },
      ),
    );
    const run = async (answers: ReplayedAnswer[]) =>
      (
        await replay({
          exchanges: race,
          rules: RULES,
          secret: "s",
          send: async ({ body }) => answers[body === '{"name":"A"}' ? 0 : 1] ?? json(null),
        })
      ).map(({ verdict }) => verdict.kind);
    const late = json({ error: "late" }, 500);
    expect(await run([json({ name: "A", id: 1 }, 201), late])).toEqual(["equal", "equal"]);
    expect(await run([late, json({ name: "B", id: 1 }, 201)])).toEqual(["equal", "equal"]);
    expect(await run([json({ name: "A", id: 1 }, 201), json({ name: "B", id: 2 }, 201)])).toContain("different");
    expect(await run([late, json({ name: "A", id: 1 }, 201)])).toContain("different");
  });

  it("counts what is equal, declared, different and not served, and shows what differs", async () => {
    const results = await replay({
      exchanges: [
        exchange("same", { status: 200, body: 1 }),
        exchange("crash", { status: null, body: null }),
        exchange("other", { status: 200, body: { a: 2 } }),
        exchange("later", { status: 200, body: 1 }),
      ],
      rules: RULES,
      secret: "s",
      send: async () => json(1),
    });
    expect(summarise(results)).toEqual({ equal: 1, declared: { "elder-crash": 1 }, different: 1, notServed: 1 });
    const [different] = results.filter(({ verdict }) => verdict.kind === "different");
    expect(different && describeDifference(different)).toBe('A other  GET /other\n    body: {"a":2} → 1');
  });

  it("goes on where an exchange needs a token that was never given, and says so", async () => {
    const exchanges = [
      exchange("me", { status: 200, body: 1 }, { auth_from: "nobody" }),
      exchange("next", { status: 200, body: 1 }),
    ];
    const results = await replay({ exchanges, rules: RULES, secret: "s", send: async () => json(1) });
    expect(results.map(({ verdict, differences }) => [verdict.kind, ...differences])).toEqual([
      ["different", "not asked: nobody gave no token"],
      ["equal"],
    ]);
  });
});

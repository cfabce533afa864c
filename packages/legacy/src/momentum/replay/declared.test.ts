import type { RecordedExchange, ReplayedAnswer } from "@causeway/rest";
import { describe, expect, it } from "vitest";
import { momentumDivergences } from "../divergences.ts";
import { momentumDeclared } from "./declared.ts";

type Asked = Partial<RecordedExchange["request"]> & Pick<RecordedExchange, "auth_from" | "auth_forged">;

function explained(
  [route, { auth_from, auth_forged, ...request } = {}]: [string, Asked?],
  before: RecordedExchange["response"],
  now: Partial<ReplayedAnswer>,
): string | undefined {
  const [method = "", path = ""] = route.split(" ");
  const exchange: RecordedExchange = {
    seq: 1,
    phase: "A",
    name: "x",
    recorded_at: "2026-03-02T09:30:00.000Z",
    ...(auth_from && { auth_from }),
    ...(auth_forged && { auth_forged }),
    request: { method, path, ...request },
    response: before,
  };
  const answer = { status: 200, headers: {}, body: {}, ...now };
  return momentumDeclared.find(({ explains }) => explains(exchange, answer))?.divergence;
}

const done = (body: unknown = { success: true }) => ({ status: 200, body });
const failed = (status: number, body: object, headers: Record<string, string> = {}) => ({ status, headers, body });
const GENERAL = { error: "Something went wrong!" };
const CREATE_AD = "POST /api/facebook-ads/create-campaign";
const forged = { alg: "HS256", secret: "right", claims: { role: "admin" } };
const lists = (...ids: number[]) => ({ campaigns: ids.map((campaign_id) => ({ campaign_id })) });
const errors = (count: number) => ({ data: { csvErrors: Array.from({ length: count }, () => ({})) } });

describe("what explains a difference", () => {
  it.each<[string, Parameters<typeof explained>]>([
    ["momentum-password-not-text", [["POST /api/auth/login"], { status: null }, failed(400, {})]],
    ["momentum-rate-limits", [["GET /api/health"], done(), failed(429, {}, { "retry-after": "9" })]],
    ["momentum-busy", [["POST /api/auth/login"], done(), failed(503, {}, { "retry-after": "9" })]],
    [
      "momentum-role-from-database",
      [["GET /api/dashboard/admin", { auth_forged: forged }], done(), failed(403, { error: "Admin access required" })],
    ],
    ["momentum-open-routes", [["GET /api/checklist/status/1"], done(), failed(401, { error: "Access token required" })]],
    ["momentum-unknown-item", [["PUT /api/checklist/status/1/999"], done(), failed(404, { error: "Checklist item not found" })]],
    ["momentum-own-checklist", [["PUT /api/checklist/status/1/2"], done({ statusId: 9 }), { body: { statusId: 1 } }]],
    ["momentum-own-checklist", [["GET /api/checklist/progress/1", { auth_from: "auth/login" }], done(), {}]],
    ["momentum-campaign-limits", [[CREATE_AD], done(), failed(400, { success: false, error: "offer: is too long" })]],
    ["momentum-upload-limits", [[CREATE_AD, { multipart: [] }], done(), failed(500, GENERAL)]],
    ["momentum-csv-errors", [["POST /api/sms-campaigns/create-campaign"], done(errors(10_001)), { body: errors(10_000) }]],
    ["momentum-real-campaigns", [["GET /api/dashboard/campaigns"], done(lists(1, 2)), { body: lists(3, 1, 2) }]],
    [
      "momentum-long-search",
      [[`GET /api/dashboard/restaurants?search=${"x".repeat(1001)}`], done(), { body: { restaurants: [] } }],
    ],
    [
      "momentum-unstorable-text",
      [["POST /api/auth/register", { body: { email: "a\0" } }], { status: 201 }, failed(500, { error: "Failed to create user" })],
    ],
    ["momentum-unstorable-text", [["POST /api/auth/login", { body: { email: "a\0" } }], done(), failed(401, {})]],
    ["momentum-unstorable-text", [["PUT /api/checklist/status/1/2", { body_raw: "notes=%00" }], done(), failed(500, {})]],
    ["momentum-long-search", [["GET /api/dashboard/restaurants?search=%00"], done(), { body: { restaurants: [] } }]],
    ["momentum-target", [["GET /api/campaigns/1"], { status: 404 }, failed(403, { detail: "Not authenticated" })]],
    ["momentum-request-line", [["GET /api\\health"], { status: 404 }, failed(400, {})]],
    ["momentum-old-place", [["GET /uploads/x.png"], { status: 404 }, {}]],
  ])("%s", (divergence, difference) => {
    expect(explained(...difference)).toBe(divergence);
    expect(momentumDivergences.map(({ id }) => id)).toContain(divergence);
  });

  it.each<[string, Parameters<typeof explained>]>([
    [
      "a refusal of what a token of the server itself allowed",
      [["GET /api/dashboard/admin", { auth_from: "x" }], done(), failed(403, { error: "Admin access required" })],
    ],
    ["another checklist for nobody in particular", [["GET /api/checklist/progress/1"], done(), {}]],
    ["a failure where the old server refused as well", [[CREATE_AD, { multipart: [] }], { status: 400 }, failed(500, GENERAL)]],
    ["a picture that was refused without being sent", [[CREATE_AD], done(), failed(500, GENERAL)]],
    ["a campaign that is gone", [["GET /api/dashboard/campaigns"], done(lists(1, 2)), { body: lists(2, 3, 4) }]],
    [
      "an item that was found missing before",
      [["PUT /api/checklist/status/1/2"], { status: 400 }, failed(404, { error: "Checklist item not found" })],
    ],
    ["a failure of the database", [["POST /api/auth/register", { body: { email: "a" } }], { status: 201 }, failed(500, {})]],
    ["another answer of the same route", [["GET /api/dashboard/admin"], done({ a: 1 }), { body: { a: 2 } }]],
  ])("nothing explains %s", (_, difference) => {
    expect(explained(...difference)).toBeUndefined();
  });
});

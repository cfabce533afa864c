import type { RecordedExchange, ReplayedAnswer, ReplayRules } from "@causeway/rest";
import { MAX_LISTED_ERRORS } from "../api/customer-list.ts";

type Declared = ReplayRules["declared"][number];
type Recorded = RecordedExchange["response"];

/** The routes that the old server answered to everybody. */
const OPENABLE = /^\/api\/(?:checklist|facebook-ads|sms-campaigns)(?:[/?]|$)/i;
const CREATE = /^\/api\/(?:facebook-ads|sms-campaigns)\/create-campaign\/?$/i;
const LOGIN = /^\/api\/auth\/login\/?$/i;
const OWN_CHECKLIST = /^\/api\/checklist\/(?:status|progress)\/|^\/api\/checklist\/categories-with-items(?:[/?]|$)/i;
const ADMIN_OR_RESTAURANT = ["Admin access required", "Restaurant access required"];

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const at = (value: unknown, ...keys: string[]): unknown =>
  keys.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
const errorOf = ({ body }: { body?: unknown }) => at(body, "error");
const wasDone = ({ status }: Recorded) => status !== null && status < 300;
const hasToken = ({ auth_from: from, auth_forged: forged, request }: RecordedExchange) =>
  from !== undefined || forged !== undefined || request.headers?.["authorization"] !== undefined;

/** True where the old campaigns are all there, with others that the exchanges made. */
function hasMoreCampaigns(recorded: Recorded, { body }: ReplayedAnswer): boolean {
  return ["campaigns", "activeCampaigns"].some((key) => {
    const [before, now] = [at(recorded.body, key), at(body, key)];
    if (!Array.isArray(before) || !Array.isArray(now)) return false;
    const ids = new Set(now.map((campaign) => at(campaign, "campaign_id")));
    return now.length > before.length && before.every((campaign) => ids.has(at(campaign, "campaign_id")));
  });
}

/** Which declared divergence explains a difference. What could as well be a fault is explained by none. */
export const momentumDeclared: readonly Declared[] = [
  {
    divergence: "momentum-password-not-text",
    explains: ({ response }, { status }) => response.status === null && status === 400,
  },
  {
    divergence: "momentum-sample-addresses",
    explains: ({ request }, { status }) => status === 200 && /^\/api\/sms-campaigns\/sample-csv/i.test(request.path),
  },
  { divergence: "momentum-rate-limits", explains: (_, { status, headers }) => status === 429 && "retry-after" in headers },
  { divergence: "momentum-busy", explains: (_, { status, headers }) => status === 503 && "retry-after" in headers },
  {
    // Of tokens that say more of their user than the database does; those that the server itself made say the same.
    divergence: "momentum-role-from-database",
    explains: ({ auth_forged: forged, response }, answer) =>
      forged !== undefined &&
      response.status !== 403 &&
      answer.status === 403 &&
      ADMIN_OR_RESTAURANT.some((text) => text === errorOf(answer)),
  },
  {
    divergence: "momentum-open-routes",
    explains: ({ request }, { status }) => OPENABLE.test(request.path) && (status === 401 || status === 403),
  },
  {
    divergence: "momentum-unknown-item",
    explains: ({ request, response }, answer) =>
      request.method === "PUT" &&
      OWN_CHECKLIST.test(request.path) &&
      wasDone(response) &&
      answer.status === 404 &&
      errorOf(answer) === "Checklist item not found",
  },
  {
    // Answers that were refused took no number, and those that were not went to the token's own restaurant.
    divergence: "momentum-own-checklist",
    explains: ({ request }, { status }) =>
      request.method === "PUT" && status === 200 && /^\/api\/checklist\/status\//i.test(request.path),
  },
  {
    divergence: "momentum-own-checklist",
    explains: (exchange, { status }) =>
      exchange.request.method === "GET" && status === 200 && hasToken(exchange) && OWN_CHECKLIST.test(exchange.request.path),
  },
  {
    divergence: "momentum-campaign-limits",
    explains: ({ request, response }, { status, body }) =>
      CREATE.test(request.path) && wasDone(response) && status === 400 && at(body, "success") === false,
  },
  {
    divergence: "momentum-upload-limits",
    explains: ({ request, response }, answer) =>
      CREATE.test(request.path) &&
      request.multipart !== undefined &&
      wasDone(response) &&
      answer.status === 500 &&
      errorOf(answer) === "Something went wrong!",
  },
  {
    divergence: "momentum-csv-errors",
    explains: ({ response }, { body }) => {
      const [before, now] = [at(response.body, "data", "csvErrors"), at(body, "data", "csvErrors")];
      return Array.isArray(before) && Array.isArray(now) && before.length > MAX_LISTED_ERRORS && now.length === MAX_LISTED_ERRORS;
    },
  },
  {
    divergence: "momentum-real-campaigns",
    explains: ({ request, response }, answer) =>
      /^\/api\/dashboard\/(?:restaurant|campaigns)\/?$/i.test(request.path) &&
      answer.status === 200 &&
      hasMoreCampaigns(response, answer),
  },
  {
    divergence: "momentum-long-search",
    explains: ({ request }, { status, body }) => {
      const restaurants = at(body, "restaurants");
      const isLong = request.path.length > 1000 || request.path.includes("%00");
      return isLong && status === 200 && Array.isArray(restaurants) && restaurants.length === 0;
    },
  },
  {
    divergence: "momentum-unstorable-text",
    explains: ({ request, response }, { status }) =>
      wasDone(response) &&
      (status === 500 || (status === 401 && LOGIN.test(request.path))) &&
      /\\u0000|%00/.test(JSON.stringify([request.body, request.body_raw])),
  },
  {
    divergence: "momentum-target",
    explains: ({ request, response }) => response.status === 404 && /^\/api\/campaigns\/[^/]/.test(request.path),
  },
  {
    divergence: "momentum-request-line",
    explains: ({ request }, { status }) => request.path.includes("\\") && status === 400,
  },
  {
    divergence: "momentum-old-place",
    explains: ({ request }) => !/^\/api(?:[/?]|$)/i.test(request.path),
  },
];

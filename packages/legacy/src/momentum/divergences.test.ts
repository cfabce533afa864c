import { legacyOpenApi } from "@causeway/rest";
import { describe, expect, it } from "vitest";
import { momentumRows } from "./api/index.ts";
import { targetRows } from "./api/target/index.ts";
import { momentum } from "./system.ts";

const declared = new Set(momentum.divergences.map(({ id }) => id));

describe("declared divergences", () => {
  it("have each an id of their own and say what was, what is and why", () => {
    expect(declared.size).toBe(momentum.divergences.length);
    for (const { id, route, was, now, why } of momentum.divergences) {
      expect(id).toMatch(/^momentum-[a-z-]+$/);
      for (const text of [route, was, now, why]) expect(text.length).toBeGreaterThan(5);
    }
  });

  it("are all that routes and replays refer to", () => {
    const used = [
      ...[...momentumRows, ...targetRows].flatMap(({ divergences }) => divergences),
      ...momentum.replay.declared.map(({ divergence }) => divergence),
    ];
    expect(used.filter((id) => !declared.has(id))).toEqual([]);
  });
});

describe("the table of the old API", () => {
  it("has the twenty-four routes of the old server", () => {
    expect(momentumRows).toHaveLength(24);
    expect(new Set(momentumRows.map(({ method, path }) => `${method} ${path}`)).size).toBe(24);
  });

  it("has the thirteen campaign routes of the server that was to follow", () => {
    expect(new Set(targetRows.map(({ method, path }) => `${method} ${path}`)).size).toBe(13);
  });

  it("names the procedures behind each route", () => {
    const procedures = Object.fromEntries(momentumRows.map(({ method, path, procedures: names }) => [`${method} ${path}`, names]));
    expect(procedures).toMatchObject({
      "POST /api/auth/login": ["crossings.signInAsBefore"],
      "GET /api/dashboard/campaigns": ["campaigns.list", "crossings.listGoneCampaigns"],
      "GET /api/dashboard/restaurants": ["restaurants.list"],
      "PUT /api/dashboard/checklist/:itemId": ["checklists.tasks", "checklists.setTask"],
      "GET /api/checklist/categories-with-items": ["checklists.content", "crossings.listOldStates"],
      "PUT /api/checklist/status/:restaurantId/:itemId": ["checklists.setStatus", "crossings.setGoneStatus"],
      "POST /api/facebook-ads/create-campaign": ["files.upload", "campaigns.createAd"],
      "POST /api/sms-campaigns/create-campaign": ["contacts.importRows", "campaigns.previewSms", "campaigns.createSms"],
      "GET /api/health": [],
    });
  });

  it("gives an OpenAPI document of the old API", () => {
    const document = legacyOpenApi({ title: momentum.title, rows: momentumRows, serverUrl: "https://old.example" });
    expect(document.paths["/api/auth/impersonate/{restaurantId}"]?.["post"]).toMatchObject({
      security: [{ oldToken: [] }],
      parameters: [{ name: "restaurantId", in: "path", required: true }],
      responses: {
        200: {},
        404: { description: '{"error":"Restaurant not found"}' },
        500: { description: '{"error":"Database error"}' },
      },
      "x-access": "administrators",
    });
    expect(Object.keys(document.paths)).toHaveLength(24);
  });
});

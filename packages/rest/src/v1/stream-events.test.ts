import { setImmediate } from "node:timers/promises";
import { AppError } from "@causeway/contract";
import { createTestApp, type TestApp } from "@causeway/testing";
import { tracked } from "@trpc/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mount, open, t } from "./test/mount.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app[Symbol.asyncDispose]());

const events = () => {
  let ended: () => void;
  const end = new Promise<void>((resolve) => (ended = resolve));
  const router = t.router({
    clock: t.router({
      count: open.subscription(async function* () {
        yield 1;
        yield tracked("id-2", { at: new Date(0), text: "two\nlines" });
      }),
      deaf: open.subscription(async function* () {
        try {
          for (;;) {
            yield 1;
            await setImmediate();
          }
        } finally {
          ended();
        }
      }),
      waiting: open.subscription(async function* ({ signal }) {
        try {
          yield 1;
          if (!signal?.aborted) await new Promise((resolve) => signal?.addEventListener("abort", resolve));
        } finally {
          ended();
        }
      }),
      fail: open.subscription(async function* () {
        yield 1;
        throw new AppError({ code: "NOT_FOUND", reason: "TASK_NOT_FOUND", message: "Gone." });
      }),
      break: open.subscription(async function* () {
        yield 1;
        throw new Error("password=hunter2");
      }),
      refuse: open.subscription(() => {
        throw new AppError({ code: "FORBIDDEN", reason: "PERMISSION_MISSING", message: "No." });
      }),
    }),
  });
  return { rest: mount(app, router), end };
};

describe("a subscription over REST", () => {
  it("is a stream of server-sent events with one JSON value each", async () => {
    const answer = await events().rest.request("/v1/clock/count");
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control")]).toEqual([
      200,
      "text/event-stream",
      "no-store",
    ]);
    expect(await answer.text()).toBe('data: 1\n\ndata: {"at":"1970-01-01T00:00:00.000Z","text":"two\\nlines"}\nid: id-2\n\n');
  });

  it.each(["waiting", "deaf"])("ends when its reader goes, %s or not", async (name) => {
    const { rest, end } = events();
    const reader = (await rest.request(`/v1/clock/${name}`)).body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("data: 1\n\n");
    await reader?.cancel();
    await expect(end).resolves.toBeUndefined();
  });

  it("fails at once where the call fails, and by a last event later", async () => {
    const { rest } = events();
    const refused = await rest.request("/v1/clock/refuse");
    expect([refused.status, refused.headers.get("content-type")]).toEqual([403, "application/problem+json"]);
    const [, problem = ""] = (await (await rest.request("/v1/clock/fail")).text()).split("\n\n");
    expect(problem).toMatch(/^event: problem\ndata: /);
    expect(JSON.parse(problem.slice(problem.indexOf("{")))).toMatchObject({
      status: 404,
      reason: "TASK_NOT_FOUND",
      instance: "urn:request:request-1",
    });
  });

  it("G08 tells nothing of what was not foreseen", async () => {
    const text = await (await events().rest.request("/v1/clock/break")).text();
    expect(text).toMatch(/"reason":"INTERNAL"/);
    expect(text).not.toContain("hunter2");
  });

  it("has no HEAD", async () => {
    expect((await events().rest.request("/v1/clock/count", { method: "HEAD" })).status).toBe(405);
  });

  it("shows a restaurant's tasks now and after a change", async () => {
    const owner = await app.createActor();
    const headers = { authorization: `Bearer ${owner.accessToken}` };
    const answer = await app.request(`/v1/checklists/watch-tasks?restaurantId=${owner.restaurantId}`, { headers });
    const reader = answer.body?.getReader();
    const next = async (): Promise<{ id: string; isComplete: boolean }[]> =>
      JSON.parse(new TextDecoder().decode((await reader?.read())?.value).replace(/^data: /, ""));
    const [first] = await next();
    expect(first?.isComplete).toBe(false);
    await app.as(owner).checklists.setTask({ id: first?.id ?? "", isComplete: true });
    expect((await next()).find(({ id }) => id === first?.id)?.isComplete).toBe(true);
    await reader?.cancel();
  });
});

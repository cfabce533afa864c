import { createTestApp } from "@causeway/testing";
import { afterEach, expect, test, vi } from "vitest";
import { createBrowser, createServiceFetch, URL_OF_APP } from "../test/browser.ts";
import { createClient } from "./create-client.ts";

const TOKEN_LIFE_MS = 15 * 60_000 + 1000;

afterEach(() => void vi.useRealTimers());

function formOf(restaurantId: string, content = "customer_name,phone_number\n", name = "list.csv"): FormData {
  const form = new FormData();
  form.set("restaurantId", restaurantId);
  form.set("purpose", "customer-list");
  form.set("file", new File([content], name));
  return form;
}

test("a browser sends a file as a form, with its cookie, and gets typed facts back", async () => {
  await using app = await createTestApp();
  const { email, password, restaurantId } = await app.createActor();
  const browser = createBrowser(app);
  const client = createClient({ url: URL_OF_APP, auth: { kind: "cookies" }, fetch: browser.fetch });
  await client.identity.signIn.mutate({ email, password });
  const file = await client.files.upload.mutate(formOf(restaurantId));
  expect(file).toMatchObject({ name: "list.csv", mediaType: "text/csv", createdAt: app.clock() });
  const [sent] = browser.asked("files.upload");
  expect([sent?.method, sent?.credentials, sent?.status]).toEqual(["POST", "include", 200]);
  expect(await client.files.get.query({ id: file.id })).toEqual(file);
});

test.each(["cookies", "refresh"] as const)(
  "with %s, an upload that finds the session over renews it and is sent again whole",
  async (kind) => {
    await using app = await createTestApp();
    const actor = await app.createActor();
    const service = kind === "cookies" ? createBrowser(app) : createServiceFetch(app);
    const auth = kind === "cookies" ? { kind } : { kind, refreshToken: actor.refreshToken, onRotate: () => {} };
    const client = createClient({ url: URL_OF_APP, auth, fetch: service.fetch });
    await client.identity.signIn.mutate({ email: actor.email, password: actor.password });
    app.clock.advance(TOKEN_LIFE_MS);
    const content = `customer_name\n${"José\n".repeat(1000)}`;
    const file = await client.files.upload.mutate(formOf(actor.restaurantId, content));
    expect(file.size).toBe(new TextEncoder().encode(content).length);
    expect(service.asked("identity.refresh")).toHaveLength(1);
  },
);

test("a refused upload ends with the server's reason, and a wrong form with what is wrong", async () => {
  await using app = await createTestApp();
  const { accessToken: token, restaurantId } = await app.createActor();
  const { fetch } = createServiceFetch(app);
  const client = createClient({ url: URL_OF_APP, auth: { kind: "bearer", token }, fetch });
  const refused = client.files.upload.mutate(formOf(restaurantId, "<html>"));
  await expect(refused).rejects.toMatchObject({ reason: "FILE_TYPE_REFUSED", status: 400 });
  await expect(client.files.upload.mutate(formOf("nobody"))).rejects.toMatchObject({
    reason: "INVALID_INPUT",
    issues: [{ path: "restaurantId" }],
  });
});

test("an upload may take longer than a call, and ends when it is aborted", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  const slow = createClient({
    url: URL_OF_APP,
    auth: { kind: "cookies" },
    timeoutMs: 1000,
    fetch: () => new Promise(() => undefined),
  });
  const aborter = new AbortController();
  const ended: string[] = [];
  const upload = slow.files.upload.mutate(formOf("any"), { signal: aborter.signal }).catch(() => void ended.push("upload"));
  const call = slow.identity.signOut.mutate().catch(() => void ended.push("call"));
  await vi.advanceTimersByTimeAsync(60_000);
  await call;
  expect(ended).toEqual(["call"]);
  aborter.abort();
  await upload;
  expect(ended).toEqual(["call", "upload"]);
});

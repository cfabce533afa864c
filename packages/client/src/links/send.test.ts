import { createTestApp } from "@causeway/testing";
import { getUntypedClient } from "@trpc/client";
import { expect, test } from "vitest";
import { createServiceFetch, URL_OF_APP } from "../../test/browser.ts";
import { fixtureServer } from "../../test/fixture-server.ts";
import { createClient } from "../create-client.ts";
import type { ClientOptions } from "../options.ts";

function connect(app: Parameters<typeof createServiceFetch>[0], options: Partial<ClientOptions> = {}) {
  const service = createServiceFetch(app);
  const client = createClient({ url: URL_OF_APP, auth: { kind: "cookies" }, fetch: service.fetch, ...options });
  return { service, client, untyped: getUntypedClient(client) };
}

test("calls of one turn share requests of at most twenty", async () => {
  await using app = await createTestApp();
  const { accessToken: token } = await app.createActor();
  const { service, client } = connect(app, { auth: { kind: "bearer", token } });
  await Promise.all(Array.from({ length: 45 }, () => client.identity.me.query()));
  expect(service.exchanges.map(({ paths }) => paths.split(",").length)).toEqual([20, 20, 5]);
});

test("a query whose input would fill a batch's URL goes alone", async () => {
  const { service, untyped } = connect(fixtureServer);
  const texts = ["short", "long ".repeat(2000), "short too"];
  expect(await Promise.all(texts.map((text) => untyped.query("echo", { text })))).toEqual([5, 10_000, 9]);
  expect(service.exchanges.map(({ paths }) => paths).sort()).toEqual(["echo", "echo,echo"]);
});

test("forms with files go alone, as they are", async () => {
  const { untyped } = connect(fixtureServer);
  const form = new FormData();
  form.set("name", "menu");
  form.set("file", new File(["soup"], "menu.txt"));
  const received = await untyped.mutation("upload", form);
  expect(received).toMatchObject({ name: "menu" });
});

test("the request id of whoever is being served goes along, and comes back with an error", async () => {
  await using app = await createTestApp();
  const { service, client } = connect(app, { requestId: "order-4711-abc" });
  await expect(client.identity.me.query()).rejects.toMatchObject({ requestId: "order-4711-abc" });
  expect(service.exchanges[0]?.headers.get("x-request-id")).toBe("order-4711-abc");
});

test("calls for different requests do not share one, those for the same request do", async () => {
  await using app = await createTestApp();
  const { accessToken: token } = await app.createActor();
  const ids = ["request-a", "request-a", "request-b"];
  let next = 0;
  const { service, client } = connect(app, { auth: { kind: "bearer", token }, requestId: () => ids[next++] });
  await Promise.all(ids.map(() => client.identity.me.query()));
  const sent = service.exchanges.map(({ paths, headers }) => [headers.get("x-request-id"), paths]);
  expect(sent).toEqual([
    ["request-a", "identity.me,identity.me"],
    ["request-b", "identity.me"],
  ]);
});

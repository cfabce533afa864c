import { ERROR_KINDS } from "@causeway/contract";
import { appRouter } from "@causeway/router";
import { Validator } from "@seriousme/openapi-schema-validator";
import type { AnyTRPCRouter } from "@trpc/server";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { toJsonSchema } from "../json-schema.ts";
import { Problem } from "../problem.ts";
import { coerceJson } from "../v1/coerce-json.ts";
import { createRoutes, type Route } from "../v1/routes.ts";
import { open, t } from "../v1/test/mount.ts";
import { createDocument } from "./create-document.ts";
import type { Operation } from "./types.ts";

const document = createDocument({ router: appRouter, publicUrl: "https://api.example.com" });
const routes = createRoutes(appRouter);

function operationOf({ method, path }: Pick<Route, "method" | "path">): Operation {
  const operation = document.paths[path]?.[method === "GET" ? "get" : "post"];
  if (!operation) throw new Error(`${method} ${path} is not in the document.`);
  return operation;
}

describe("the OpenAPI document", () => {
  it("is valid OpenAPI 3.1, every reference included", async () => {
    const validator = new Validator();
    expect(await validator.validate(JSON.parse(JSON.stringify(document)))).toEqual({ valid: true });
    expect(validator.version).toBe("3.1");
    expect(JSON.stringify(validator.resolveRefs())).not.toContain('"$ref"');
  });

  // A change on purpose is taken over by `vitest run packages/rest -u`; examples follow from the rest.
  it("O12 is the one that was reviewed", () => {
    expect(
      JSON.parse(JSON.stringify(document, (key, value: unknown) => (key === "example" ? undefined : value))),
    ).toMatchSnapshot();
  });

  it("describes every procedure that is open to callers from outside", () => {
    const router: AnyTRPCRouter = appRouter;
    const procedures: Record<string, { _def: { meta?: { access?: string } } }> = router._def.procedures;
    const open = Object.keys(procedures).filter((name) => procedures[name]?._def.meta?.access !== "in-process");
    const described = Object.values(document.paths).flatMap(({ get, post }) =>
      [get, post].map((operation) => operation?.operationId),
    );
    expect(new Set(described.filter(Boolean))).toEqual(new Set(open));
  });

  it("says how each kind of failure looks, with an example that fits", () => {
    const statuses = Object.values(ERROR_KINDS).map(({ status }) => String(status));
    expect(Object.keys(document.components.responses)).toEqual(expect.arrayContaining(statuses));
    const reasons = document.components.schemas["Problem"]?.properties?.["reason"];
    for (const answer of Object.values(document.components.responses)) {
      const example = Problem.parse(answer.content?.["application/problem+json"]?.example);
      expect(reasons).toMatchObject({ enum: expect.arrayContaining([example.reason]) });
    }
  });

  it.each(routes.filter(({ input, form }) => input !== null && form === null))(
    "gives an example call of $name that its input takes",
    (route) => {
      const { parameters = [], requestBody } = operationOf(route);
      const fromParameters = parameters.filter((one) => "example" in one).map(({ name, example }) => [name, example] as const);
      const sent = { ...Object.fromEntries(fromParameters), ...Object(requestBody?.content["application/json"]?.example) };
      expect(accepts(route.input, "input", sent)).toBe(true);
    },
  );

  it.each(routes.filter(({ type, download }) => type !== "subscription" && download === null))(
    "gives an example answer of $name that its output takes",
    (route) => {
      const answer = operationOf(route).responses[200];
      const example = answer && "content" in answer ? answer.content?.["application/json"]?.example : undefined;
      expect(accepts(route.output, "output", example)).toBe(true);
    },
  );

  it.each(routes)("says who may call $name", ({ access, ...route }) => {
    const { security, description } = operationOf(route);
    const needed = access === "signed-in" ? [] : [access];
    expect(security).toEqual(access === "public" ? [] : [{ bearer: needed }, { cookie: needed }]);
    const words = { public: "Open to everybody.", "signed-in": "For signed-in people." };
    expect(description).toBe(Object.entries(words).find(([key]) => key === access)?.[1] ?? `Needs the permission \`${access}\`.`);
  });

  it("gives what is sent a name of its own where it differs from what is given back", () => {
    const Shared = z.object({ size: z.number().default(1) });
    const Same = z.enum(["a", "b"]);
    const router = t.router({
      notes: t.router({
        save: open
          .input(z.object({ shared: Shared, same: Same }))
          .output(z.object({ shared: Shared, same: Same }))
          .mutation(({ input }) => input),
      }),
    });
    const { schemas } = createDocument({
      router,
      publicUrl: "",
      names: z.registry<{ id?: string }>().add(Shared, { id: "Shared" }).add(Same, { id: "Same" }),
    }).components;
    expect(Object.keys(schemas)).toEqual(["SharedInput", "Same", "Shared", "Problem"]);
  });
});

/** Both directions in one: dates are texts in JSON and objects in the schema. */
function accepts(schema: z.ZodType | null, io: "input" | "output", value: unknown): boolean {
  const root = schema ? toJsonSchema(schema, { io }) : {};
  return schema?.safeParse(coerceJson(root, value, root)).success ?? false;
}

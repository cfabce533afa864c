import { initTRPC } from "@trpc/server";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createRoutes } from "./routes.ts";
import { open, t } from "./test/mount.ts";

const pathsOf = (input: z.ZodType) =>
  createRoutes(t.router({ feature: t.router({ doIt: open.input(input).query(() => 1) }) })).map(({ path }) => path);

describe("routes", () => {
  it("put a required id into the path, and no other", () => {
    expect(pathsOf(z.object({ id: z.uuid() }))).toEqual(["/v1/feature/do-it/{id}"]);
    expect(pathsOf(z.object({ id: z.uuid().optional() }))).toEqual(["/v1/feature/do-it"]);
    expect(pathsOf(z.object({ userId: z.uuid() }))).toEqual(["/v1/feature/do-it"]);
  });

  it.each([
    ["exportCSVFile", "/v1/exports/export-csv-file"],
    ["top3", "/v1/exports/top3"],
    ["resetPassword2FA", "/v1/exports/reset-password2-fa"],
  ])("write %s as %s", (name, path) => {
    expect(createRoutes(t.router({ exports: t.router({ [name]: open.query(() => 1) }) }))[0]?.path).toBe(path);
  });

  it("refuse what they cannot serve, by the procedure's name", () => {
    const refusal = (procedure: Parameters<typeof t.router>[0][string]) => () =>
      createRoutes(t.router({ notes: t.router({ a: procedure }) }));
    expect(refusal(open.input(z.string()).query(() => 1))).toThrow(/notes\.a is read by GET/);
    expect(refusal(open.input((value) => value).mutation(() => 1))).toThrow(
      /notes\.a has an input or output that is no zod schema/,
    );
    expect(refusal(initTRPC.create().procedure.query(() => 1))).toThrow(/notes\.a does not say who may call it/);
    expect(
      refusal(
        open
          .input(z.object({ a: z.string() }))
          .input(z.object({ b: z.string() }))
          .mutation(() => 1),
      ),
    ).toThrow(/more than one input/);
  });
});

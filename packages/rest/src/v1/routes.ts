import { type FormRules, formRules } from "@causeway/contract";
import type { AnyTRPCRouter } from "@trpc/server";
import { z } from "zod";
import { hasDates, type JsonSchema, toJsonSchema } from "../json-schema.ts";
import { listProcedures, type ProcedureFacts } from "./procedures.ts";

export interface Route extends ProcedureFacts {
  method: "GET" | "POST";
  /** `/v1/restaurants/get/{id}`: a required `id` of the input is part of the path, everything else of the query or body. */
  path: string;
  hasPathId: boolean;
  /** Where the body is a multipart form instead of JSON. */
  form: FormRules | null;
  /** What a caller sends, as JSON Schema; made when first asked for. */
  wireInput(): { schema: JsonSchema; hasDates: boolean };
}

/** One route per procedure: queries and subscriptions by GET, mutations by POST. */
export function createRoutes(router: AnyTRPCRouter): Route[] {
  return listProcedures(router).map((procedure) => {
    const { name, type, input } = procedure;
    const method = type === "mutation" ? "POST" : "GET";
    if (method === "GET" && input !== null && !(input instanceof z.ZodObject)) {
      throw new Error(`${name} is read by GET, whose input must be an object: its keys are the query's.`);
    }
    const hasPathId = input !== null && requiresId(input);
    const path = `/v1/${name.split(".").map(kebabCase).join("/")}${hasPathId ? "/{id}" : ""}`;
    const form = input && formRules(input);
    let wire: ReturnType<Route["wireInput"]> | undefined;
    return { ...procedure, method, path, hasPathId, form, wireInput: () => (wire ??= describeInput(form?.fields ?? input)) };
  });
}

function describeInput(input: z.ZodType | null): ReturnType<Route["wireInput"]> {
  const schema = input ? toJsonSchema(input, { io: "input" }) : {};
  return { schema, hasDates: hasDates(schema) };
}

function requiresId(input: z.ZodType): boolean {
  if (!(input instanceof z.ZodObject)) return false;
  const id: unknown = input.shape["id"];
  return id instanceof z.ZodType && !id.safeParse(undefined).success;
}

function kebabCase(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, "-").toLowerCase();
}

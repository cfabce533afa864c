import { AppError } from "@causeway/contract";
import { TRPCError } from "@trpc/server";
import type { HonoRequest } from "hono";
import type { JsonSchema } from "../json-schema.ts";
import { coerceJson, isRecord } from "./coerce-json.ts";
import { coerceQuery } from "./coerce-query.ts";
import type { Route } from "./routes.ts";

/**
 * The input of a call, from path and query or path and body. Keys that the schema does not know are left in: what happens
 * to them is the schema's to say, as over RPC. Throws for a body that is no JSON.
 */
export async function readInput(request: HonoRequest, route: Route): Promise<unknown> {
  const body = route.method === "POST" ? await readBody(request) : undefined;
  if (route.input === null) return undefined;
  const { schema, hasDates } = route.wireInput();
  const given = route.method === "GET" ? readQuery(request, schema) : hasDates ? coerceJson(schema, body, schema) : body;
  // A POST without a body sends no keys, which is enough where none is required.
  const keys = given === undefined && schema.type === "object" ? {} : given;
  if (!route.hasPathId || !isRecord(keys)) return keys;
  return { ...keys, id: coerceQuery(schema.properties?.["id"], [request.param("id") ?? ""], schema) };
}

function readQuery(request: HonoRequest, schema: JsonSchema): Record<string, unknown> {
  const { searchParams } = new URL(request.url);
  const { properties = {} } = schema;
  // fromEntries defines keys such as __proto__ instead of assigning them.
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((key) => {
      const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
      return [key, coerceQuery(property, searchParams.getAll(key), schema)];
    }),
  );
}

/** Undefined without a body. The type must be right even where the body is not used: a page of another site cannot send JSON. */
async function readBody(request: HonoRequest): Promise<unknown> {
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength === 0) return undefined;
  if (!isJson(request.header("content-type") ?? "")) {
    throw new TRPCError({ code: "UNSUPPORTED_MEDIA_TYPE", message: "Send the body as application/json in UTF-8." });
  }
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AppError({ code: "BAD_REQUEST", reason: "BODY_MALFORMED", message: "The body is not valid JSON.", cause });
  }
}

function isJson(contentType: string): boolean {
  const [type, ...parameters] = contentType.split(";").map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith("charset="));
  return type === "application/json" && (charset === undefined || /^charset="?utf-8"?$/.test(charset));
}

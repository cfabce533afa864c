import { type JsonSchema, type MaybeSchema, resolve } from "../json-schema.ts";
import { isPlainInQuery } from "../v1/coerce-query.ts";
import type { Route } from "../v1/routes.ts";
import { failuresOf } from "./errors.ts";
import { exampleOf } from "./example-of.ts";
import type { SharedSchemas } from "./share-schemas.ts";
import type { Answer, MediaType, Operation, Parameter } from "./types.ts";

/** A route with the JSON Schemas of both its sides; null where it has none. */
export interface DescribedRoute {
  route: Route;
  input: JsonSchema | null;
  output: JsonSchema | null;
}

export const REQUEST_ID = { "x-request-id": { $ref: "#/components/headers/RequestId" } };

export function describeOperation({ route, input, output }: DescribedRoute, shared: SharedSchemas): Operation {
  const { name, summary, feature, access, method } = route;
  const parameters = input ? describeParameters(route, input, shared) : [];
  const body = input && method === "POST" ? describeBody(route, input, shared) : null;
  const failures = failuresOf(route).map(({ status }) => [status, { $ref: `#/components/responses/${status}` }]);
  return {
    operationId: name,
    summary,
    description: describeAccess(access),
    tags: [feature],
    security: describeSecurity(access),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: { 200: describeAnswer(route, output, shared), ...Object.fromEntries(failures) },
  };
}

function describeAccess(access: Route["access"]): string {
  if (access === "public") return "Open to everybody.";
  return access === "signed-in" ? "For signed-in people." : `Needs the permission \`${access}\`.`;
}

/** The permission stands where OpenAPI 3.1 puts the roles that a call needs. */
function describeSecurity(access: Route["access"]): Operation["security"] {
  if (access === "public") return [];
  const needed = access === "signed-in" ? [] : [access];
  return [{ bearer: needed }, { cookie: needed }];
}

function describeParameters({ method, hasPathId }: Route, input: JsonSchema, shared: SharedSchemas): Parameter[] {
  const { properties = {}, required = [] } = resolve(input, input);
  const names = Object.keys(properties).filter((name) => method === "GET" || (hasPathId && name === "id"));
  return names.map((name) => {
    const property = asSchema(properties[name]);
    const isPath = hasPathId && name === "id";
    const isRequired = required.includes(name);
    const schema = shared.refer(property, "input");
    const media: MediaType = { schema, ...(isRequired ? { example: exampleOf(property, input) } : {}) };
    return {
      name,
      in: isPath ? "path" : "query",
      required: isRequired,
      ...(isPlainInQuery(property, input) ? media : { content: { "application/json": media } }),
    };
  });
}

function asSchema(schema: MaybeSchema): JsonSchema {
  return typeof schema === "object" ? schema : {};
}

/** Null where the path says it all. */
function describeBody({ hasPathId, form }: Route, input: JsonSchema, shared: SharedSchemas): Operation["requestBody"] | null {
  if (form) return { required: true, content: { "multipart/form-data": { schema: shared.refer(input, "input") } } };
  if (!hasPathId) return bodyOf(input, input, shared);
  const { properties = {}, required = [], ...rest } = resolve(input, input);
  const { id: _, ...others } = properties;
  if (Object.keys(others).length === 0) return null;
  return bodyOf({ ...rest, properties: others, required: required.filter((key) => key !== "id") }, input, shared);
}

function bodyOf(schema: JsonSchema, root: JsonSchema, shared: SharedSchemas): NonNullable<Operation["requestBody"]> {
  const { type, required = [] } = resolve(schema, root);
  const isOptional = type === "object" && required.length === 0;
  const media = { schema: shared.refer(schema, "input"), example: exampleOf(schema, root) };
  return { required: !isOptional, content: { "application/json": media } };
}

function describeAnswer({ type, download }: Route, output: JsonSchema | null, shared: SharedSchemas): Answer {
  const schema = output ? shared.refer(output, "output") : {};
  if (download !== null) {
    const description = `All of it, from the cursor on, as the file \`${download}\`. Over RPC it comes part by part.`;
    return { description, headers: REQUEST_ID, content: { "text/csv": { schema: { type: "string" } } } };
  }
  if (type === "subscription") {
    const description =
      "A stream of server-sent events. The `data` of each `message` is JSON of this schema; an event `problem` is the last.";
    return { description, headers: REQUEST_ID, content: { "text/event-stream": { schema } } };
  }
  const example = output ? exampleOf(output, output) : null;
  return { description: "Done.", headers: REQUEST_ID, content: { "application/json": { schema, example } } };
}

import type { AnyTRPCRouter } from "@trpc/server";
import { type JsonSchema, type SchemaNames, toJsonSchema } from "../json-schema.ts";
import { Problem, titleOf } from "../problem.ts";
import { createRoutes } from "../v1/routes.ts";
import { componentNames } from "./component-names.ts";
import { describeOperation, REQUEST_ID } from "./describe-operation.ts";
import { allReasons, type Failure, FAILURES, reasonsOf } from "./errors.ts";
import { type Io, shareSchemas } from "./share-schemas.ts";
import type { Answer, OpenApiDocument } from "./types.ts";

export interface DocumentOptions {
  router: AnyTRPCRouter;
  /** Where clients find this server, without a slash at the end. */
  publicUrl: string;
  /** Those of the contract unless told. */
  names?: SchemaNames;
}

/** The OpenAPI 3.1 description of `/v1`, made from the procedures alone. */
export function createDocument({ router, publicUrl, names = componentNames() }: DocumentOptions): OpenApiDocument {
  const routes = createRoutes(router).map((route) => ({
    route,
    input: route.input ? toJsonSchema(route.form?.fields ?? route.input, { io: "input", names }) : null,
    output: route.output ? toJsonSchema(route.output, { io: "output", names }) : null,
  }));
  const sides = routes.flatMap(({ input, output }) => [side("input", input), side("output", output)].flat());
  const shared = shareSchemas(sides);
  const features = [...new Set(routes.map(({ route }) => route.feature))];
  const paths: OpenApiDocument["paths"] = {};
  for (const described of routes) {
    const { method, path } = described.route;
    paths[path] = { [method === "GET" ? "get" : "post"]: describeOperation(described, shared) };
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Causeway",
      version: "1",
      description:
        "Every procedure over REST: queries by GET, mutations by POST. Times are RFC 3339 texts, failures RFC 9457 problems.",
    },
    servers: [{ url: publicUrl }],
    tags: features.map(describeFeature),
    paths,
    components: {
      schemas: { ...shared.schemas, Problem: describeProblems(allReasons(features)) },
      responses: Object.fromEntries(FAILURES.map((failure) => [failure.status, describeFailure(failure)])),
      headers: {
        RequestId: { description: "The id of this request, in every answer and in the log.", schema: { type: "string" } },
        RetryAfter: { description: "Seconds to wait before the next try.", schema: { type: "integer", minimum: 0 } },
      },
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
        cookie: { type: "apiKey", in: "cookie", name: `${publicUrl.startsWith("https:") ? "__Host-" : ""}causeway-access` },
      },
    },
  };
}

function side(io: Io, schema: JsonSchema | null): { io: Io; schema: JsonSchema }[] {
  return schema ? [{ io, schema }] : [];
}

function describeFeature(feature: string): { name: string; description?: string } {
  const reasons = reasonsOf(feature).map((reason) => `\`${reason}\``);
  return { name: feature, ...(reasons.length > 0 ? { description: `Own reasons of failures: ${reasons.join(", ")}.` } : {}) };
}

function describeFailure({ status, reason, meaning, isRetry }: Failure): Answer {
  const example: Problem = {
    type: "about:blank",
    title: titleOf(status),
    status,
    detail: "A sentence for people.",
    instance: "urn:request:2f1c9a4e-7d3f-4c61-8f0a-9d2e7b13a001",
    reason,
    issues: reason === "INVALID_INPUT" ? [{ path: "email", message: "Enter your e-mail address." }] : null,
    details: isRetry ? { retryAfterSeconds: 3 } : null,
  };
  return {
    description: meaning,
    headers: { ...REQUEST_ID, ...(isRetry ? { "retry-after": { $ref: "#/components/headers/RetryAfter" } } : {}) },
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" }, example } },
  };
}

/** In the document the reasons are a closed list; a call that fails with another is a defect. */
function describeProblems(reasons: string[]): JsonSchema {
  const { $schema: _, properties = {}, ...schema } = toJsonSchema(Problem, { io: "output" });
  return { ...schema, properties: { ...properties, reason: { type: "string", enum: reasons } } };
}

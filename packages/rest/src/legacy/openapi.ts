import type { LegacyReply } from "./reply.ts";
import type { LegacyRow } from "./row.ts";

interface OpenApiOptions<TTools> {
  title: string;
  rows: readonly LegacyRow<TTools>[];
  /** Where the old root is found, without a slash at the end. */
  serverUrl: string;
}

interface Operation {
  operationId: string;
  summary: string;
  parameters?: object[];
  security: Record<string, string[]>[];
  responses: Record<string, { description: string }>;
  "x-access": string;
  "x-procedures": readonly string[];
  "x-divergences": readonly string[];
}

/** An OpenAPI 3.1 document of an old API, from its table alone: paths, parameters, who may call, which answers there are. */
export function legacyOpenApi<TTools>({ title, rows, serverUrl }: OpenApiOptions<TTools>) {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const row of rows) {
    const path = row.path.replace(/:([^/]+)/g, "{$1}");
    paths[path] = { ...paths[path], [row.method.toLowerCase()]: operation(row) };
  }
  return {
    openapi: "3.1.0",
    info: { title, version: "1.0.0" },
    servers: [{ url: serverUrl }],
    paths,
    components: { securitySchemes: { oldToken: { type: "http", scheme: "bearer", bearerFormat: "JWT" } } },
  };
}

function operation<TTools>(row: LegacyRow<TTools>): Operation {
  const parameters = [...row.path.matchAll(/:([^/]+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  return {
    operationId: `${row.method} ${row.path}`.toLowerCase().replace(/[^a-z]+/g, "-"),
    summary: row.summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    security: row.access.needsToken ? [{ oldToken: [] }] : [],
    responses: responses(row),
    "x-access": row.access.title,
    "x-procedures": row.procedures,
    "x-divergences": row.divergences,
  };
}

function responses<TTools>(row: LegacyRow<TTools>): Operation["responses"] {
  const others = [...Object.values(row.refusals), row.withoutBody, row.failed].filter((reply) => reply !== undefined);
  const byStatus = Map.groupBy(others, ({ status }) => status);
  const described = [...byStatus].map(([status, replies]) => [
    status,
    { description: [...new Set(replies.map(describe))].join(" · ") },
  ]);
  return { [row.status]: { description: row.summary }, ...Object.fromEntries(described) };
}

function describe({ status, body }: LegacyReply): string {
  if (body.kind === "json") return JSON.stringify(body.value);
  return body.kind === "text" ? body.text : `status ${status}`;
}

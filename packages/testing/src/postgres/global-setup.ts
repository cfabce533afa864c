import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { TestProject } from "vitest/node";
import { dropLeftovers } from "./leftovers.ts";
import { type PostgresServer, startPostgres } from "./start-postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Answers with the administrative URL of the run's one PostgreSQL; the first request starts it. */
    postgresDesk: string;
  }
}

/** vitest's global set-up: one PostgreSQL for the whole run, started when the first test asks for it and not before. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const configured = process.env["TEST_DATABASE_URL"];
  let started: Promise<PostgresServer> | undefined;
  const getUrl = async () => {
    if (configured) return configured;
    started ??= startPostgres();
    return (await started).url;
  };

  const path = `/${randomUUID()}`;
  const desk = createServer((request, response) => {
    if (request.url !== path) return void response.writeHead(404).end();
    getUrl().then(
      (url) => response.end(url),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)),
    );
  }).listen(0, "127.0.0.1");
  await once(desk, "listening");
  const address = desk.address();
  if (address === null || typeof address === "string") throw new Error("The desk has no port.");
  project.provide("postgresDesk", `http://127.0.0.1:${address.port}${path}`);

  return async () => {
    desk.closeAllConnections();
    desk.close();
    if (configured) await dropLeftovers(configured);
    await (await started?.catch(() => undefined))?.[Symbol.asyncDispose]();
  };
}

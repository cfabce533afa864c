import { inject } from "vitest";
import { withAdmin, withDatabase } from "./admin.ts";
import { newDatabaseName } from "./names.ts";
import { type FreshState, readFreshState, resetDatabase } from "./reset-database.ts";
import { createEmptyDatabase, ensureTemplate, type PostgresTemplate } from "./template.ts";

export interface PostgresDatabase extends AsyncDisposable {
  url: string;
}

export interface CreatePostgresDatabaseOptions {
  /** What the database holds at first; nothing unless told. */
  template?: PostgresTemplate;
  /** Administrative URL of the server; the test run's own (or TEST_DATABASE_URL) unless told. */
  adminUrl?: string;
}

/**
 * A database of the caller's own with collation C, as its template is. At disposal it is dropped together with every connection to it,
 * or, on the run's own server, emptied for the next who asks for that template.
 */
export async function createPostgresDatabase(options: CreatePostgresDatabaseOptions = {}): Promise<PostgresDatabase> {
  const adminUrl = options.adminUrl ?? (await getTestRunUrl());
  const { template } = options;
  const isReused = template !== undefined && options.adminUrl === undefined && !isServerShared();
  const used = isReused ? (idle.get(template.key)?.pop() ?? null) : null;
  const name = used ?? newDatabaseName(Date.now());
  const url = withDatabase(adminUrl, name);
  if (!used) await makeDatabase(adminUrl, { name, template });
  const fresh = isReused ? await freshState(template.key, url) : null;
  return {
    url,
    async [Symbol.asyncDispose]() {
      if (isReused && fresh && (await resetDatabase(url, fresh))) {
        idle.set(template.key, [...(idle.get(template.key) ?? []), name]);
        return;
      }
      await withAdmin(adminUrl, (admin) => admin.query(`drop database if exists ${name} with (force)`));
    },
  };
}

async function makeDatabase(adminUrl: string, { name, template }: { name: string; template: PostgresTemplate | undefined }) {
  await withAdmin(adminUrl, async (admin) => {
    if (!template) return createEmptyDatabase(admin, name);
    await admin.query(`create database ${name} template ${await ensureTemplate({ admin, adminUrl, template })}`);
  });
}

/** Names of emptied databases, by the key of their template. Those left over end with the run's own server. */
const idle = new Map<string, string[]>();
const freshStates = new Map<string, Promise<FreshState>>();
/** A server that outlives the run must not keep them. */
const isServerShared = () => process.env["TEST_DATABASE_URL"] !== undefined;

/** Of the first database of the template, before anybody has it. */
function freshState(key: string, url: string): Promise<FreshState> {
  const state = freshStates.get(key) ?? readFreshState(url);
  freshStates.set(key, state);
  return state;
}

let testRunUrl: Promise<string> | undefined;

function getTestRunUrl(): Promise<string> {
  testRunUrl ??= askDesk();
  return testRunUrl;
}

async function askDesk(): Promise<string> {
  const response = await fetch(inject("postgresDesk"));
  const answer = await response.text();
  if (!response.ok) throw new Error(answer);
  return answer;
}

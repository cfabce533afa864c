import { inject } from "vitest";
import { withAdmin, withDatabase } from "./admin.ts";
import { newDatabaseName } from "./names.ts";
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

/** A database of the caller's own with collation C, dropped at disposal together with every connection to it. */
export async function createPostgresDatabase(options: CreatePostgresDatabaseOptions = {}): Promise<PostgresDatabase> {
  const adminUrl = options.adminUrl ?? (await getTestRunUrl());
  const { template } = options;
  const name = newDatabaseName(Date.now());
  await withAdmin(adminUrl, async (admin) => {
    if (!template) return createEmptyDatabase(admin, name);
    await admin.query(`create database ${name} template ${await ensureTemplate({ admin, adminUrl, template })}`);
  });
  return {
    url: withDatabase(adminUrl, name),
    async [Symbol.asyncDispose]() {
      await withAdmin(adminUrl, (admin) => admin.query(`drop database if exists ${name} with (force)`));
    },
  };
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

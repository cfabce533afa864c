export { createPostgresDatabase, type CreatePostgresDatabaseOptions, type PostgresDatabase } from "./create-database.ts";
export { type PostgresServer, startPostgres } from "./start-postgres.ts";
export type { PostgresTemplate } from "./template.ts";

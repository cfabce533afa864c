import { type ApiKey, AppError, type Permission, PERMISSIONS } from "@causeway/contract";
import type { Db, Tables } from "@causeway/db";
import { and, eq } from "drizzle-orm";

export type ApiKeyRow = Tables["apiKey"]["$inferSelect"];

/** A word that is no permission of this version is none. */
export function scopesOf(scopes: readonly string[]): Permission[] {
  return PERMISSIONS.filter((permission) => scopes.includes(permission));
}

export function stateOf(
  { revokedAt, expiresAt, remainingUses }: Pick<ApiKeyRow, "revokedAt" | "expiresAt" | "remainingUses">,
  now: Date,
): ApiKey["state"] {
  if (revokedAt) return "revoked";
  if (expiresAt && expiresAt <= now) return "expired";
  return remainingUses !== null && remainingUses <= 0 ? "used-up" : "active";
}

/** As it may be shown: everything but the hash. */
export function toApiKey({ hash: _, userId: __, ...row }: ApiKeyRow, now: Date): ApiKey {
  return { ...row, scopes: scopesOf(row.scopes), state: stateOf(row, now) };
}

export function apiKeyNotFound(): AppError {
  return new AppError({ code: "NOT_FOUND", reason: "API_KEY_NOT_FOUND", message: "This API key does not exist." });
}

/** Throws `API_KEY_NOT_FOUND`, also for anybody else's. */
export async function getOwnKey(db: Db, { id, userId }: { id: string; userId: string }): Promise<ApiKeyRow> {
  const { apiKey } = db.tables;
  const [row] = await db
    .select()
    .from(apiKey)
    .where(and(eq(apiKey.id, id), eq(apiKey.userId, userId)));
  if (!row) throw apiKeyNotFound();
  return row;
}

import { AppError } from "@causeway/contract";
import { type Db, prepareOnce } from "@causeway/db";
import { and, eq, gte, isNull, lte, or, sql } from "drizzle-orm";
import { parsePermissions } from "../identity/authenticate.ts";
import { createDatabaseCounter } from "../limits/database-counter.ts";
import type { Runtime, UserPrincipal } from "../runtime/context.ts";
import { scopesOf, stateOf } from "./internal.ts";
import { fitsHash, prefixOf } from "./key-text.ts";
import { isInNetworks } from "./networks.ts";

/** How often the last use is written down. */
const LAST_USED_STEP_MS = 60_000;
const HOUR_SECONDS = 60 * 60;

const keyStatement = prepareOnce((db) => {
  const { apiKey, user, role, rolePermission } = db.tables;
  const permissions = sql<
    string | null
  >`(select ${db.fn.joined(rolePermission.permission)} from ${rolePermission} where ${eq(rolePermission.roleKey, user.roleKey)})`;
  return db
    .select({
      key: apiKey,
      role: user.roleKey,
      rank: role.rank,
      disabledAt: user.disabledAt,
      permissions: permissions.as("permissions"),
    })
    .from(apiKey)
    .innerJoin(user, eq(user.id, apiKey.userId))
    .innerJoin(role, eq(role.key, user.roleKey))
    .where(eq(apiKey.prefix, sql.placeholder("prefix")))
    .prepare("api_key_principal");
});

async function findKey(db: Db, text: string) {
  const prefix = prefixOf(text);
  if (prefix === null) return null;
  const [row] = await keyStatement(db).execute({ prefix });
  return row && fitsHash(text, row.key.hash) ? row : null;
}

type FoundKey = NonNullable<Awaited<ReturnType<typeof findKey>>>["key"];

export interface KeyUse {
  ip: string | null;
  /** Calls in the request: each is one use. */
  calls: number;
}

/**
 * Who presents this API key: its user, with no more than the key's scopes and the user's permissions at this moment. Counts
 * the use. Throws `API_KEY_INVALID` for a key that is not known, has ended, or whose user is disabled; `API_KEY_NETWORK`,
 * `API_KEY_USED_UP`, `RATE_LIMITED`.
 */
export async function authenticateApiKey(
  runtime: Pick<Runtime, "db" | "clock">,
  text: string,
  use: KeyUse,
): Promise<UserPrincipal> {
  const found = await findKey(runtime.db, text);
  if (!found || found.disabledAt) throw invalid();
  const { key, role, rank, permissions } = found;
  const state = stateOf(key, runtime.clock());
  if (state === "used-up") throw usedUp();
  if (state !== "active") throw invalid();
  if (key.allowedNetworks && !isInNetworks(use.ip, key.allowedNetworks)) throw wrongNetwork();
  await chargeHour(runtime, key, use);
  await countUse(runtime, key, use);
  const held = parsePermissions(permissions);
  return {
    kind: "user",
    userId: key.userId,
    role,
    rank,
    permissions: new Set(scopesOf(key.scopes).filter((scope) => held.has(scope))),
    sessionId: null,
    impersonatorUserId: null,
    apiKeyId: key.id,
  };
}

/** In the database, so that all processes count together. */
async function chargeHour(runtime: Pick<Runtime, "db" | "clock">, { id, hourlyLimit }: FoundKey, { calls }: KeyUse): Promise<void> {
  if (hourlyLimit === null) return;
  const { units, msLeft } = await createDatabaseCounter("api-key", { quota: hourlyLimit, seconds: HOUR_SECONDS }, runtime).add(
    id,
    calls,
  );
  if (units <= hourlyLimit) return;
  throw new AppError({
    code: "TOO_MANY_REQUESTS",
    reason: "RATE_LIMITED",
    message: "This API key has been used too often within this hour.",
    details: { limit: "api-key", retryAfterSeconds: Math.max(1, Math.ceil(msLeft / 1000)) },
  });
}

/** Takes the uses in one statement, which the database itself makes exact, and notes the last use now and then. */
async function countUse({ db, clock }: Pick<Runtime, "db" | "clock">, key: FoundKey, { ip, calls }: KeyUse): Promise<void> {
  const { apiKey } = db.tables;
  const now = clock();
  const last = { lastUsedAt: now, lastUsedIp: ip };
  if (key.remainingUses !== null) {
    const taken = await db
      .update(apiKey)
      .set({ remainingUses: sql`${apiKey.remainingUses} - ${calls}`, ...last })
      .where(and(eq(apiKey.id, key.id), gte(apiKey.remainingUses, calls)))
      .returning({ id: apiKey.id });
    if (taken.length === 0) throw usedUp();
    return;
  }
  const due = new Date(now.getTime() - LAST_USED_STEP_MS);
  if (key.lastUsedAt !== null && key.lastUsedAt > due) return;
  await db
    .update(apiKey)
    .set(last)
    .where(and(eq(apiKey.id, key.id), or(isNull(apiKey.lastUsedAt), lte(apiKey.lastUsedAt, due))));
}

function invalid(): AppError {
  return new AppError({
    code: "UNAUTHORIZED",
    reason: "API_KEY_INVALID",
    message: "This API key is not known, has expired, or was revoked.",
  });
}

function usedUp(): AppError {
  return new AppError({ code: "FORBIDDEN", reason: "API_KEY_USED_UP", message: "This API key has no uses left." });
}

function wrongNetwork(): AppError {
  return new AppError({ code: "FORBIDDEN", reason: "API_KEY_NETWORK", message: "This API key may not be used from this address." });
}

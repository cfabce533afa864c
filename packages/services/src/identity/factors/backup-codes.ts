import { randomInt } from "node:crypto";
import type { Db } from "@causeway/db";
import { and, eq, isNull } from "drizzle-orm";
import type { Ctx } from "../../runtime/context.ts";

export const BACKUP_CODES = 10;
/** Crockford's base32: nothing in it looks like something else. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const GROUPS = 3;
const GROUP_LENGTH = 4;
/** Characters that find the row; the rest, 50 bits, is only in the hash. */
const SELECTOR_LENGTH = 2;

function createBackupCode(): string {
  const group = () => Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}

/** A code as it is hashed: however it was typed, also with the letters that people take for digits. */
function normaliseBackupCode(typed: string): string {
  return typed.replace(/[\s-]/g, "").toLowerCase().replace(/o/g, "0").replace(/[il]/g, "1");
}

const selectorOf = (normalised: string) => normalised.slice(0, SELECTOR_LENGTH);

export interface HashedCode {
  hash: string;
}

/**
 * As codes are stored: with fewer than 112 bits they need a slow hash (OWASP ASVS 5.0, 6.5.2), and the first two characters in
 * front of it, so that a typed code costs one hash and not ten. Also for codes that an old system gave out.
 */
export async function hashBackupCodes(ctx: Pick<Ctx, "passwords">, codes: readonly string[]): Promise<HashedCode[]> {
  const hashed: HashedCode[] = [];
  for (const code of codes) {
    const normalised = normaliseBackupCode(code);
    hashed.push({ hash: `${selectorOf(normalised)}:${await ctx.passwords.hash(normalised)}` });
  }
  return hashed;
}

/** Ten new codes: to be shown once, and as they are stored. Takes the time of ten hashes, so not within a transaction. */
export async function createBackupCodes(ctx: Pick<Ctx, "passwords">): Promise<{ codes: string[]; hashed: HashedCode[] }> {
  const codes = new Set<string>();
  while (codes.size < BACKUP_CODES) codes.add(createBackupCode());
  return { codes: [...codes], hashed: await hashBackupCodes(ctx, [...codes]) };
}

/** Stores a set of codes in the place of the one before. */
export async function replaceBackupCodes(
  tx: Db,
  ctx: Pick<Ctx, "clock">,
  { userId, hashed }: { userId: string; hashed: readonly HashedCode[] },
): Promise<void> {
  const { backupCode } = tx.tables;
  await tx.delete(backupCode).where(eq(backupCode.userId, userId));
  const createdAt = ctx.clock();
  if (hashed.length > 0) await tx.insert(backupCode).values(hashed.map(({ hash }) => ({ userId, hash, createdAt })));
}

/** The unused code of this user that was typed, or null. Takes the time of a hash in any case. */
export async function findBackupCode(ctx: Pick<Ctx, "db" | "passwords">, userId: string, typed: string): Promise<string | null> {
  const { backupCode } = ctx.db.tables;
  const normalised = normaliseBackupCode(typed);
  const rows = await ctx.db
    .select({ id: backupCode.id, hash: backupCode.hash })
    .from(backupCode)
    .where(and(eq(backupCode.userId, userId), isNull(backupCode.usedAt)))
    .limit(100);
  const prefix = `${selectorOf(normalised)}:`;
  const candidates = rows.filter(({ hash }) => hash.startsWith(prefix));
  for (const { id, hash } of candidates) {
    if ((await ctx.passwords.verify(normalised, hash.slice(prefix.length))).ok) return id;
  }
  if (candidates.length === 0) await ctx.passwords.verify(normalised, null);
  return null;
}

/** False when somebody has used it meanwhile. */
export async function useBackupCode(tx: Db, ctx: Pick<Ctx, "clock">, id: string): Promise<boolean> {
  const { backupCode } = tx.tables;
  const used = await tx
    .update(backupCode)
    .set({ usedAt: ctx.clock() })
    .where(and(eq(backupCode.id, id), isNull(backupCode.usedAt)))
    .returning({ id: backupCode.id });
  return used.length > 0;
}

import { randomBytes } from "node:crypto";
import { type Db, newId } from "@causeway/db";
import { desc, gt, isNull, or } from "drizzle-orm";
import { z } from "zod";
import type { Clock } from "../runtime/context.ts";
import type { FieldCipher } from "../runtime/field-cipher.ts";

/** How long a process may not know of a rotation, in milliseconds, unless a token with a new key tells it sooner. */
export const KEYS_REREAD_MS = 60_000;

export interface SigningKey {
  id: string;
  key: CryptoKey;
}

export interface SigningKeys {
  /** The newest key, which signs. */
  current(): Promise<SigningKey>;
  /** The key of this id, if it still verifies. One that is not known yet is looked for in the database. */
  find(id: string): Promise<SigningKey | null>;
}

interface KeyRing {
  keys: (SigningKey & { retiresAt: Date | null })[];
  readAt: number;
}

interface Source {
  db: Db;
  cipher: FieldCipher;
  clock: Clock;
}

/** Stores a new key, which signs from now on; older ones are left as they are. */
export async function insertSigningKey(tx: Db, { cipher, clock }: Pick<Source, "cipher" | "clock">): Promise<string> {
  const id = newId();
  const secret = cipher.encrypt("signing_key.secret", randomBytes(32).toString("base64url"), id);
  await tx.insert(tx.tables.signingKey).values({ id, secret, createdAt: clock() });
  return id;
}

const importKey = (bytes: Buffer<ArrayBuffer>) =>
  crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);

/** The keys of the database, as this process has last read them: no restart is needed after a rotation. */
export function createSigningKeys({ db, cipher, clock }: Source): SigningKeys {
  let ring: KeyRing = { keys: [], readAt: -Infinity };
  let reading: Promise<void> | null = null;

  async function read(): Promise<void> {
    const now = clock();
    const { signingKey } = db.tables;
    const valid = db
      .select()
      .from(signingKey)
      .where(or(isNull(signingKey.retiresAt), gt(signingKey.retiresAt, now)))
      .orderBy(desc(signingKey.createdAt), desc(signingKey.id))
      .limit(100);
    let rows = await valid;
    if (rows.length === 0) {
      // Two processes may both make a first one: each verifies what the other signs.
      await insertSigningKey(db, { cipher, clock });
      rows = await valid;
    }
    const known = new Map(ring.keys.map(({ id, key }) => [id, key]));
    const keys = rows.map(async ({ id, secret, retiresAt }) => ({
      id,
      key: known.get(id) ?? (await importKey(Buffer.from(cipher.decrypt("signing_key.secret", secret, id), "base64url"))),
      retiresAt,
    }));
    ring = { keys: await Promise.all(keys), readAt: now.getTime() };
  }

  /** One at a time, whoever asks. */
  const reread = () =>
    (reading ??= read().finally(() => {
      reading = null;
    }));

  async function fresh(): Promise<KeyRing> {
    if (clock().getTime() - ring.readAt >= KEYS_REREAD_MS) await reread();
    return ring;
  }

  const lookUp = (id: string) => {
    const now = clock();
    return ring.keys.find((key) => key.id === id && (key.retiresAt === null || key.retiresAt > now)) ?? null;
  };

  return {
    async current() {
      const [newest] = (await fresh()).keys;
      if (!newest) throw new Error("there is no signing key");
      return newest;
    },
    async find(id) {
      await fresh();
      const known = lookUp(id);
      if (known || !z.uuid().safeParse(id).success) return known;
      // A reading that is under way may have begun before the key was made.
      if (reading) await reading;
      await reread();
      return lookUp(id);
    },
  };
}

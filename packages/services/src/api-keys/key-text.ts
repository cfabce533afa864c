import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** How every key begins: so that people, and programs that look for leaked secrets, know one when they see it. */
const MARK = "cw_";
const FORM = /^(cw_[a-f0-9]{12})_[\w-]{43}$/;

export interface NewKeyText {
  key: string;
  /** Its public beginning, which finds it. */
  prefix: string;
  hash: string;
}

/** SHA-256 of the whole key: a secret of 256 bits needs no slow hash. */
const hashOf = (key: string) => createHash("sha256").update(key).digest("base64url");

export function createKeyText(): NewKeyText {
  const prefix = `${MARK}${randomBytes(6).toString("hex")}`;
  const key = `${prefix}_${randomBytes(32).toString("base64url")}`;
  return { key, prefix, hash: hashOf(key) };
}

/** True for what claims to be a key, and not a token. */
export const isKeyText = (text: string): boolean => text.startsWith(MARK);

/** The beginning by which to find the key; null for what cannot be one. */
export function prefixOf(key: string): string | null {
  return FORM.exec(key)?.[1] ?? null;
}

export function fitsHash(key: string, hash: string): boolean {
  const [one, other] = [Buffer.from(hashOf(key)), Buffer.from(hash)];
  return one.length === other.length && timingSafeEqual(one, other);
}

import { hash } from "@node-rs/bcrypt";
import { PASSWORDS } from "./words.ts";

export interface KnownPassword {
  password: string;
  /** As bcryptjs 2.4 made them: `$2a$`, cost 10. */
  hash: string;
}

const made = new Map<number, Promise<KnownPassword[]>>();

/** A few hashes for all accounts: hashing is slow on purpose, and 200,000 accounts must not take hours. */
export function hashPasswords(seed: number): Promise<KnownPassword[]> {
  const hashes = made.get(seed) ?? Promise.all(PASSWORDS.map((password, at) => hashPassword(password, seed * 31 + at * 17)));
  made.set(seed, hashes);
  return hashes;
}

async function hashPassword(password: string, salt: number): Promise<KnownPassword> {
  const bytes = Uint8Array.from({ length: 16 }, (_, at) => (salt + at * 7) & 0xff);
  return { password, hash: await hash(password, { salt: bytes, cost: 10, version: "2a" }) };
}

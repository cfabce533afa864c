import { hash } from "@node-rs/bcrypt";
import { PASSWORDS } from "./words.ts";

export interface KnownPassword {
  password: string;
  /** As bcryptjs 2.4 made them: `$2a$`, cost 10. */
  hash: string;
}

/** A few hashes for all accounts: hashing is slow on purpose, and 200,000 accounts must not take hours. */
export async function hashPasswords(seed: number): Promise<KnownPassword[]> {
  return Promise.all(
    PASSWORDS.map(async (password, at) => {
      const salt = Uint8Array.from({ length: 16 }, (_, byte) => (seed * 31 + at * 17 + byte * 7) & 0xff);
      return { password, hash: await hash(password, { salt, cost: 10, version: "2a" }) };
    }),
  );
}

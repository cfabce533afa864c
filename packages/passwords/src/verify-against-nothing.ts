import { dummyHash } from "./hash-password.ts";
import { verifyPassword } from "./verify-password.ts";

/** Takes the time of one check against a current hash: for accounts that do not exist or have no password. */
export async function verifyAgainstNothing(password: string): Promise<void> {
  await verifyPassword({ password, hash: dummyHash });
}

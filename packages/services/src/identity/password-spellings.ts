const BCRYPT_BYTES = 72;

/** The part of a password that bcrypt compares. A character cut in two counts as any other cut there. */
export function passwordSeenByBcrypt(password: string): string {
  const bytes = Buffer.from(password);
  return bytes.length <= BCRYPT_BYTES ? password : bytes.subarray(0, BCRYPT_BYTES).toString("utf8");
}

/**
 * What a typed password may stand for, to be tried in order: itself, and what bcrypt would have seen of it, which is what
 * an account made over an old API has. Differs for passwords of more than 72 bytes only.
 */
export function passwordSpellings(password: string): [string, ...string[]] {
  const seen = passwordSeenByBcrypt(password);
  return seen === password ? [password] : [password, seen];
}

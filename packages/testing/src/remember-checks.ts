import type { Runtime } from "@causeway/services";

type Passwords = Runtime["passwords"];

const checks = new Map<string, ReturnType<Passwords["verify"]>>();

/** Comparing is slow on purpose, and says the same of the same password and hash: each pair is compared once per process. */
export function rememberChecks(passwords: Passwords): Passwords {
  return {
    hash: (password) => passwords.hash(password),
    verify(password, stored) {
      const pair = JSON.stringify([password, stored]);
      const check = checks.get(pair) ?? passwords.verify(password, stored);
      checks.set(pair, check);
      // A check that failed for want of a turn says nothing.
      check.catch(() => checks.delete(pair));
      return check;
    },
  };
}

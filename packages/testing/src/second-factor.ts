import { randomBytes } from "node:crypto";
import { hashBackupCodes, importTotpSecret, storeImportedFactor, TOTP_DEFAULTS, totpCode } from "@causeway/services";
import type { Actor } from "./actors.ts";
import type { TestApp } from "./test-app.ts";

/** Somebody with an authenticator app. */
export interface FactorOwner extends Actor {
  secret: string;
  backupCodes: string[];
  /** What the app shows now, or `seconds` from now. */
  code(seconds?: number): string;
}

/** What an authenticator app with this secret shows. */
export const appCode = (secret: string, at: Date): string => totpCode({ ...TOTP_DEFAULTS, secret }, at);

/** What was written down when the factor was set up; the same for everybody, because hashing ten codes is slow on purpose. */
const BACKUP_CODES = Array.from({ length: 10 }, (_, nth) => `${nth}dge-tqde-mar0`);
let hashed: ReturnType<typeof hashBackupCodes> | undefined;

/** Gives a user a second factor, as an import does: no mail, no audit row. */
export async function setUpFactor(app: TestApp, actor: Actor): Promise<FactorOwner> {
  hashed ??= hashBackupCodes(app.runtime, BACKUP_CODES);
  const backupCodes = await hashed;
  const totp = importTotpSecret({ library: "django-otp", text: randomBytes(20).toString("hex") });
  const factor = { userId: actor.userId, totp, backupCodes };
  await app.db.transaction((tx) => storeImportedFactor(tx, app.runtime, factor));
  const code = (seconds = 0) => appCode(totp.secret, new Date(app.clock().getTime() + seconds * 1000));
  return { ...actor, secret: totp.secret, backupCodes: BACKUP_CODES, code };
}

/** The first step of signing in; gives the challenge. */
export async function beginSignIn(app: TestApp, { email, password }: Pick<Actor, "email" | "password">): Promise<string> {
  const answer = await app.caller.identity.signIn({ email, password, delivery: "body" });
  if (answer.kind !== "secondFactor") throw new Error("no second factor was asked for");
  return answer.challenge;
}

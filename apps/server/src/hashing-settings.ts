import type { RuntimeOptions } from "@causeway/services";
import { z } from "zod";
import { group } from "./provider-settings.ts";
import { parse } from "./setting.ts";

/** What imported password hashes need and do not hold: secrets of the systems that made them. */
export type HashingSettings = Pick<NonNullable<RuntimeOptions["hashing"]>, "pepper" | "firebase">;

const Pepper = z.object({ PASSWORD_PEPPER: z.string().max(1000).optional() });

const base64 = z.base64({ error: "must be Base64, as the Firebase console shows it" });
const whole = (from: number, to: number) => {
  const error = `must be a whole number from ${from} to ${to}`;
  return z.coerce.number({ error }).int({ error }).min(from, { error }).max(to, { error });
};

/** A project's `hash_config`, with the bounds that Firebase itself has. */
const Firebase = z.object({
  FIREBASE_SIGNER_KEY: base64,
  FIREBASE_SALT_SEPARATOR: base64,
  FIREBASE_ROUNDS: whole(1, 8),
  FIREBASE_MEM_COST: whole(1, 14),
});

/** Throws `SettingError` for what is wrong, or there only in part. */
export function readHashingSettings(given: Readonly<Record<string, string | undefined>>): HashingSettings {
  const { PASSWORD_PEPPER: pepper } = parse(Pepper, { PASSWORD_PEPPER: given["PASSWORD_PEPPER"] }, (name) => name);
  const firebase = group(Firebase, given);
  return {
    ...(pepper === undefined ? {} : { pepper }),
    ...(firebase && {
      firebase: {
        signerKey: firebase.FIREBASE_SIGNER_KEY,
        saltSeparator: firebase.FIREBASE_SALT_SEPARATOR,
        rounds: firebase.FIREBASE_ROUNDS,
        memoryCost: firebase.FIREBASE_MEM_COST,
      },
    }),
  };
}

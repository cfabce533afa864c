import { ARGON2_SCHEMES } from "./argon2.ts";
import { BCRYPT_SCHEMES } from "./bcrypt.ts";
import { FIREBASE_SCHEME } from "./firebase-scrypt.ts";
import { PAYLOAD_SCHEME } from "./payload.ts";
import { PBKDF2_SCHEMES } from "./pbkdf2.ts";
import { PHPASS_SCHEMES } from "./phpass.ts";
import { SALTED_DIGEST_SCHEMES } from "./salted-digest.ts";
import type { Scheme } from "./scheme.ts";
import { SCRYPT_SCHEMES } from "./scrypt.ts";
import { SHA_CRYPT_SCHEMES } from "./sha-crypt.ts";

/** Every prefix we know. A new format is a line here and a file beside. */
export const SCHEMES: readonly Scheme[] = [
  ...ARGON2_SCHEMES,
  ...BCRYPT_SCHEMES,
  ...PBKDF2_SCHEMES,
  ...SCRYPT_SCHEMES,
  ...SHA_CRYPT_SCHEMES,
  ...PHPASS_SCHEMES,
  ...SALTED_DIGEST_SCHEMES,
  FIREBASE_SCHEME,
  PAYLOAD_SCHEME,
];

import { createCipheriv } from "node:crypto";
import { deriveScrypt } from "../crypto/derive-scrypt.ts";
import { isEqual } from "../crypto/is-equal.ts";
import { decodeBase64 } from "../encoding/base64.ts";
import type { FieldRule } from "../encoding/field-rules.ts";
import { readFields } from "../encoding/read-fields.ts";
import type { FirebaseParameters } from "../verify-options.ts";
import type { HashFault } from "./scheme-name.ts";
import type { HashReading, Scheme } from "./scheme.ts";
import { scryptCosts } from "./scrypt.ts";

/** What a project's signer key, and so every hash, has. */
const HASH_BYTES = 64;

// `firebase auth:export` writes standard Base64, the Admin SDK's `listUsers` the URL form.
const RULES = {
  salt: { whole: /^[-\w+/]+={0,2}$/, cut: /^$/ },
  hash: { whole: /^[-\w+/]{86}==$/, cut: /^[-\w+/]{0,86}=?$/ },
} satisfies Record<string, FieldRule>;

/**
 * Firebase's scrypt (github.com/firebase/scrypt): the key derived from the password encrypts the project's signer key
 * (AES-256-CTR, counter from zero). Salt and hash of the user are joined by `encodeImportedHash`.
 */
export const FIREBASE_SCHEME: Scheme = { name: "firebase-scrypt", prefix: "firebase_scrypt$", read: readFirebase };

function readFirebase(rest: string): HashReading | HashFault {
  const fields = readFields({ value: rest, rules: RULES });
  if (typeof fields === "string") return fields;
  const [salt, hash] = [decode(fields.salt), decode(fields.hash)];
  if (!salt || hash?.length !== HASH_BYTES) return "malformed";
  return {
    parameters: {},
    requires: "firebase",
    costs: ({ firebase }) => (firebase ? scryptCosts(scryptParameters(firebase)) : []),
    async matches({ password, options: { firebase } }) {
      if (!firebase) return false;
      return isEqual(await encryptSignerKey({ password, salt, firebase }), hash);
    },
  };
}

async function encryptSignerKey(options: { password: Buffer; salt: Buffer; firebase: FirebaseParameters }): Promise<Buffer> {
  const { password, salt, firebase } = options;
  const fullSalt = Buffer.concat([salt, Buffer.from(firebase.saltSeparator, "base64")]);
  const key = await deriveScrypt({ password, salt: fullSalt, bytes: 32, ...scryptParameters(firebase) });
  return createCipheriv("aes-256-ctr", key, Buffer.alloc(16)).update(Buffer.from(firebase.signerKey, "base64"));
}

function scryptParameters({ memoryCost, rounds }: FirebaseParameters) {
  return { N: 2 ** memoryCost, r: rounds, p: 1 };
}

function decode(text: string): Buffer | null {
  return decodeBase64({ text, dialect: /[-_]/.test(text) ? "url" : "standard" });
}

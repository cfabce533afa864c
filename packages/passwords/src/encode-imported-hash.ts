/** What an old system keeps in several columns, or in a form that does not say what it is. */
export type ImportedHash =
  /** A Payload user's two columns. */
  | { scheme: "payload"; salt: string; hash: string }
  /** `salt` and `passwordHash` of an exported Firebase user, in either Base64. */
  | { scheme: "firebase-scrypt"; salt: string; hash: string }
  /** A bcrypt hash of a password that had a pepper appended. */
  | { scheme: "peppered-bcrypt"; hash: string }
  /** One digest, in hexadecimal, over a salt, taken as it is written, and the password in the order of `template`. */
  | {
      scheme: "salted-sha";
      digest: "sha1" | "sha256" | "sha512";
      salt: string;
      hash: string;
      template: "{SALT}{PASSWORD}" | "{PASSWORD}{SALT}";
    };

const PREFIXES = { payload: "payload", "firebase-scrypt": "firebase_scrypt", "peppered-bcrypt": "bcrypt_peppered" } as const;

const base64 = (text: string, encoding: "utf8" | "hex") => Buffer.from(text, encoding).toString("base64");

/** One string for one column, which `verifyPassword` understands. Columns are not checked: `identifyHash` tells of the result. */
export function encodeImportedHash(imported: ImportedHash): string {
  if (imported.scheme === "salted-sha") {
    const { digest, salt, hash, template } = imported;
    return ["", digest, `pf=${base64(template, "utf8")}`, base64(salt, "utf8"), base64(hash, "hex")].join("$");
  }
  const columns = "salt" in imported ? [imported.salt, imported.hash] : [imported.hash];
  return [PREFIXES[imported.scheme], ...columns].join("$");
}

/** What an old system keeps in several columns, or in a form that does not say what it is. */
export type ImportedHash =
  /** A Payload user's two columns. */
  | { scheme: "payload"; salt: string; hash: string }
  /** `salt` and `passwordHash` of an exported Firebase user, in either Base64. */
  | { scheme: "firebase-scrypt"; salt: string; hash: string }
  /** A bcrypt hash of a password that had a pepper appended. */
  | { scheme: "peppered-bcrypt"; hash: string };

const PREFIXES = { payload: "payload", "firebase-scrypt": "firebase_scrypt", "peppered-bcrypt": "bcrypt_peppered" } as const;

/** One string for one column, which `verifyPassword` understands. Columns are not checked: `identifyHash` tells of the result. */
export function encodeImportedHash(imported: ImportedHash): string {
  const columns = "salt" in imported ? [imported.salt, imported.hash] : [imported.hash];
  return [PREFIXES[imported.scheme], ...columns].join("$");
}

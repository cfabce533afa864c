import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { deriveKey } from "./derive-key.ts";

const FORM = "v1";
/** NIST SP 800-38D, section 8.2.2: a random nonce of 96 bits; one key is good for 2^32 values. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Every encrypted column there is, as `table.column`. A new one gets a line in `ENCRYPTED_COLUMNS` as well. */
export type EncryptedField = "totp_factor.secret" | "signing_key.secret" | "mail_message.sealed_body";

/**
 * Encryption of single columns (AES-256-GCM). Stored as `v1.<key id>.<nonce>.<ciphertext and tag>`. The field and the id of its
 * row are authenticated with the text: a value that was moved to another column or row is refused.
 */
export interface FieldCipher {
  encrypt(field: EncryptedField, text: string, record: string): string;
  /** Throws `FieldCipherError` for a value of a key that is not known, of another place, or that was changed. */
  decrypt(field: EncryptedField, stored: string, record: string): string;
  /** How every value begins that is encrypted with the current key. */
  readonly currentPrefix: string;
}

/** An encrypted value that cannot be read. Its message is for the operator. */
export class FieldCipherError extends Error {
  override readonly name = "FieldCipherError";
}

const additionalData = (field: EncryptedField, record: string) => Buffer.from(JSON.stringify([field, record]));

interface Key {
  id: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** The key id is a fingerprint, so that it follows from the secret and nobody has to count versions. */
function keyOf(secret: string): Key {
  const bytes = deriveKey(secret, "fields at rest");
  const id = createHash("sha256").update("key id").update(bytes).digest("base64url").slice(0, 8);
  return { id, bytes };
}

/** Encrypts with a key out of `secret`; reads values of `previousSecrets` as well, so that a secret can be replaced. */
export function createFieldCipher(secret: string, previousSecrets: readonly string[] = []): FieldCipher {
  const current = keyOf(secret);
  const keys = new Map([...previousSecrets.map(keyOf), current].map((key) => [key.id, key]));
  const currentPrefix = `${FORM}.${current.id}.`;

  return {
    currentPrefix,
    encrypt(field, text, record) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", current.bytes, nonce).setAAD(additionalData(field, record));
      const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `${currentPrefix}${nonce.toString("base64url")}.${sealed.toString("base64url")}`;
    },
    decrypt(field, stored, record) {
      const [form, id = "", nonceText = "", sealedText = "", ...rest] = stored.split(".");
      const nonce = Buffer.from(nonceText, "base64url");
      const sealed = Buffer.from(sealedText, "base64url");
      if (form !== FORM || rest.length > 0 || nonce.length !== NONCE_BYTES || sealed.length < TAG_BYTES) {
        throw new FieldCipherError(`a stored value (${field}) is not an encrypted one`);
      }
      const key = keys.get(id);
      if (!key) {
        throw new FieldCipherError(
          `a stored value (${field}) was encrypted with a secret that is not known here: put the earlier AUTH_SECRET into AUTH_SECRET_PREVIOUS`,
        );
      }
      const decipher = createDecipheriv("aes-256-gcm", key.bytes, nonce, { authTagLength: TAG_BYTES })
        .setAAD(additionalData(field, record))
        .setAuthTag(sealed.subarray(-TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]).toString("utf8");
      } catch (cause) {
        throw new FieldCipherError(`a stored value (${field}) was changed, or belongs to another row`, { cause });
      }
    },
  };
}

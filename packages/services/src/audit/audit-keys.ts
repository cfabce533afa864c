import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { deriveKey } from "../runtime/derive-key.ts";

/** `unknown-key`: made with a secret that this process does not have, or by somebody who has none. */
export type SignatureCheck = "right" | "wrong" | "unknown-key";

/**
 * Signs audit rows and the links of their chain (HMAC-SHA-256): whoever has only the database can neither write nor change
 * one, nor compute the chain anew. A signature is `<key id>.<code>`, so that those of replaced secrets stay good.
 */
export interface AuditKeys {
  sign(text: string): string;
  check(text: string, signature: string): SignatureCheck;
  /** Which secret a signature claims to be of. */
  ageOf(signature: string): "current" | "previous" | "unknown";
}

function keyOf(secret: string) {
  const bytes = deriveKey(secret, "audit");
  const id = createHash("sha256").update("key id").update(bytes).digest("base64url").slice(0, 8);
  const codeOf = (text: string) => createHmac("sha256", bytes).update(text).digest("base64url");
  return { id, codeOf };
}

export function createAuditKeys(secret: string, previousSecrets: readonly string[] = []): AuditKeys {
  const current = keyOf(secret);
  const keys = new Map([...previousSecrets.map(keyOf), current].map((key) => [key.id, key]));
  const findKey = (signature: string) => keys.get(signature.split(".")[0] ?? "");
  return {
    sign: (text) => `${current.id}.${current.codeOf(text)}`,
    check(text, signature) {
      const key = findKey(signature);
      if (!key) return "unknown-key";
      const [expected, given] = [Buffer.from(`${key.id}.${key.codeOf(text)}`), Buffer.from(signature)];
      return expected.length === given.length && timingSafeEqual(expected, given) ? "right" : "wrong";
    },
    ageOf(signature) {
      const key = findKey(signature);
      if (!key) return "unknown";
      return key.id === current.id ? "current" : "previous";
    },
  };
}

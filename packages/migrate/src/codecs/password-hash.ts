import { type Codec, Refusal, Repair } from "./codec.ts";
import { isStoredText, optionalText } from "./text.ts";

/**
 * A stored password hash, taken over as it is. `checkHash` says in a few words why a hash may not be imported (its cost
 * would stop the server), or null. Text that is no hash is kept: no password will ever match it.
 */
export function passwordHash({ checkHash }: { checkHash: (hash: string) => string | null }): Codec<string | null> {
  const textCodec = optionalText();
  return {
    decode(value) {
      const decoded = textCodec.decode(value);
      const hash = decoded instanceof Repair ? decoded.value : decoded;
      const objection = typeof hash === "string" ? checkHash(hash) : null;
      return objection === null
        ? decoded
        : new Refusal("password-hash-cost", `The password hash is too costly to check: ${objection}.`);
    },
    encode: (value) => value,
    isStoredAs(value, stored) {
      if (value === null) return stored === null;
      return isStoredText(value, stored) && checkHash(String(value)) === null;
    },
    shows: "secret",
    rules: { ...textCodec.rules, takes: "a password hash, any other text, or NULL", refusals: ["password-hash-cost"] },
  };
}

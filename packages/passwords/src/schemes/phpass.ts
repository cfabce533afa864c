import { hash as digest } from "node:crypto";
import { isEqual } from "../crypto/is-equal.ts";
import { repeatInSlices } from "../crypto/repeat-in-slices.ts";
import { cryptBase64Digit, encodeCryptBase64 } from "../encoding/crypt-base64.ts";
import type { FieldRule } from "../encoding/field-rules.ts";
import { readFields } from "../encoding/read-fields.ts";
import { HASH_LIMITS } from "../hash-limits.ts";
import type { HashFault } from "./scheme-name.ts";
import type { HashReading, Scheme } from "./scheme.ts";

// One digit for log₂ of the rounds, 7 to 30; eight of salt; 22 for the 16 bytes of MD5.
const RULES = {
  all: { whole: /^[5-9A-S][./A-Za-z0-9]{29}[./01]$/, cut: /^(?:[5-9A-S][./A-Za-z0-9]{0,29})?$/ },
} satisfies Record<string, FieldRule>;

/** phpass's portable hashes (openwall.com/phpass); phpBB writes `$H$`. */
export const PHPASS_SCHEMES: readonly Scheme[] = ["$P$", "$H$"].map((prefix) => ({ name: "phpass", prefix, read: readPhpass }));

function readPhpass(rest: string): HashReading | HashFault {
  const fields = readFields({ value: rest, rules: RULES });
  if (typeof fields === "string") return fields;
  const rounds = 2 ** cryptBase64Digit(rest.charAt(0));
  const [salt, expected] = [Buffer.from(rest.slice(1, 9)), Buffer.from(rest.slice(9))];
  return {
    parameters: { rounds },
    costs: () => [{ parameter: "rounds", value: rounds, limit: HASH_LIMITS.phpassRounds }],
    async matches({ password }) {
      let state = md5(Buffer.concat([salt, password]));
      await repeatInSlices({ count: rounds, step: () => (state = md5(Buffer.concat([state, password]))) });
      return isEqual(Buffer.from(encodeCryptBase64(state)), expected);
    },
  };
}

function md5(data: Buffer): Buffer {
  return digest("md5", data, "buffer");
}

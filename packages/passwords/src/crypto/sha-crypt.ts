import { hash } from "node:crypto";
import { encodeCryptBase64 } from "../encoding/crypt-base64.ts";
import { repeatInSlices } from "./repeat-in-slices.ts";

export type ShaCryptDigest = "sha256" | "sha512";

/** The digest part of a SHA-crypt hash. The numbers are the steps of akkadia.org/drepper/SHA-crypt.txt. */
export async function shaCrypt(options: {
  digest: ShaCryptDigest;
  password: Buffer;
  salt: Buffer;
  rounds: number;
}): Promise<string> {
  const { digest, password, salt, rounds } = options;
  const sha = (...parts: Buffer[]) => hash(digest, Buffer.concat(parts), "buffer");
  const b = sha(password, salt, password); // 4–8
  const bits = [...password.length.toString(2)].toReversed().map((bit) => (bit === "1" ? b : password)); // 11
  let c = sha(password, salt, Buffer.alloc(password.length, b), ...bits); // 1–12
  const dp = sha(Buffer.alloc(password.length ** 2, password)); // 13–15
  const p = Buffer.alloc(password.length, dp); // 16
  const ds = sha(Buffer.alloc(salt.length * (16 + c.readUInt8()), salt)); // 17–19
  const s = Buffer.alloc(salt.length, ds); // 20
  const step = (index: number) => {
    const isOdd = index % 2 === 1;
    const middle = [...(index % 3 === 0 ? [] : [s]), ...(index % 7 === 0 ? [] : [p])];
    c = sha(isOdd ? p : c, ...middle, isOdd ? c : p);
  };
  await repeatInSlices({ count: rounds, step }); // 21
  return encodeCryptBase64(shuffle({ digest, bytes: c })); // 22
}

/** Byte k of each third of the digest make a group, turned by one place more (SHA-512) or less (SHA-256) each time. */
function shuffle({ digest, bytes }: { digest: ShaCryptDigest; bytes: Buffer }): Buffer {
  const third = Math.floor(bytes.length / 3);
  const turn = digest === "sha512" ? 1 : 2;
  const groups = Array.from({ length: third }, (_, k) =>
    [2, 1, 0].map((place) => bytes.readUInt8(k + third * ((place + turn * k) % 3))),
  );
  return Buffer.from([...groups.flat(), ...bytes.subarray(third * 3)]);
}

import { expect, it } from "vitest";
import { encodeImportedHash, type ImportedHash } from "./encode-imported-hash.ts";
import { identifyHash } from "./identify-hash.ts";
import { VECTORS } from "./test/vectors.ts";

it.each(VECTORS.filter(({ scheme }) => scheme === "payload" || scheme === "firebase-scrypt"))(
  "joins the columns of $scheme: $hash",
  ({ scheme, hash: expected }) => {
    const [, salt = "", hash = ""] = expected.split("$");
    const imported: ImportedHash = scheme === "payload" ? { scheme, salt, hash } : { scheme: "firebase-scrypt", salt, hash };
    expect(encodeImportedHash(imported)).toBe(expected);
  },
);

it("marks peppered bcrypt", () => {
  const hash = "$2b$04$aOMNeApdpNBdyhg8yruUSuJAjIlZbNdpqaseazAnwJCFkTjMIHtlK";
  expect(encodeImportedHash({ scheme: "peppered-bcrypt", hash })).toBe(`bcrypt_peppered$${hash}`);
});

it("A01 joins salt and hexadecimal digest of a table to a form that verifies", () => {
  const columns = { scheme: "salted-sha", digest: "sha256", salt: "NaCl", template: "{SALT}{PASSWORD}" } as const;
  const hash = encodeImportedHash({ ...columns, hash: "f7f028e0f3fc2efeeda06173b18a93de906772a41ef147591a9342468aa486de" });
  expect(VECTORS.map((vector) => vector.hash)).toContain(hash);
});

it("leaves a column with a separator in it to be found malformed", () => {
  expect(identifyHash(encodeImportedHash({ scheme: "payload", salt: "a$b", hash: "00" }))).toMatchObject({ kind: "malformed" });
});

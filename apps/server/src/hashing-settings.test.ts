import { describe, expect, it } from "vitest";
import { readHashingSettings } from "./hashing-settings.ts";

const FIREBASE = {
  FIREBASE_SIGNER_KEY: "c2lnbmVy",
  FIREBASE_SALT_SEPARATOR: "Bw==",
  FIREBASE_ROUNDS: "8",
  FIREBASE_MEM_COST: "14",
};

describe("secrets of old password hashes", () => {
  it("are none unless told", () => {
    expect(readHashingSettings({})).toEqual({});
  });

  it("are a pepper, and a project's parameters as its console shows them", () => {
    expect(readHashingSettings({ ...FIREBASE, PASSWORD_PEPPER: " p3pper! " })).toEqual({
      pepper: " p3pper! ",
      firebase: { signerKey: "c2lnbmVy", saltSeparator: "Bw==", rounds: 8, memoryCost: 14 },
    });
  });

  it.each<[string, Record<string, string>, string]>([
    ["half a project", { FIREBASE_ROUNDS: "8" }, "FIREBASE_SIGNER_KEY: is missing"],
    ["a key that is no Base64", { ...FIREBASE, FIREBASE_SIGNER_KEY: "key!" }, "FIREBASE_SIGNER_KEY: must be Base64"],
    [
      "a cost that would stop the server",
      { ...FIREBASE, FIREBASE_MEM_COST: "30" },
      "FIREBASE_MEM_COST: must be a whole number from 1 to 14",
    ],
    ["rounds in words", { ...FIREBASE, FIREBASE_ROUNDS: "eight" }, "FIREBASE_ROUNDS: must be a whole number from 1 to 8"],
  ])("A06 refuse %s", (_, given, message) => {
    expect(() => readHashingSettings(given)).toThrow(message);
  });
});

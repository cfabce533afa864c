import { expect, it } from "vitest";
import * as passwords from "./index.ts";

it("exports this and nothing else", () => {
  expect(Object.keys(passwords).toSorted()).toEqual([
    "HASH_LIMITS",
    "HashQueueFullError",
    "MAX_PASSWORD_BYTES",
    "checkHashCost",
    "createHashLimiter",
    "dummyHash",
    "encodeImportedHash",
    "hashPassword",
    "identifyHash",
    "verifyAgainstNothing",
    "verifyPassword",
  ]);
});

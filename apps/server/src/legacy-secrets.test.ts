import { expect, it } from "vitest";
import { readLegacySecrets } from "./legacy-secrets.ts";

const NAMES = ["node", "django"];

it("takes one text for the key of all servers of a system", () => {
  expect(readLegacySecrets("a key", NAMES)).toEqual({ secret: "a key" });
  expect(readLegacySecrets('{"node":"a"}', [])).toEqual({ secret: '{"node":"a"}' });
});

it("takes a key for each server by its name, or for some of them", () => {
  expect(readLegacySecrets(' {"node":"a","django":"b"}', NAMES)).toEqual({ secrets: { node: "a", django: "b" } });
  expect(readLegacySecrets('{"django":"b"}', NAMES)).toEqual({ secrets: { django: "b" } });
});

it.each([
  ['{"node":"a"', 'must be one text, or JSON such as {"node":"…","django":"…"}'],
  ['{"node":""}', "must be one text, or JSON"],
  ['{"node":1}', "must be one text, or JSON"],
  ['{"flask":"a"}', 'there is no key "flask"; there are node, django'],
])("says what is wrong with %s", (text, message) => {
  expect(() => readLegacySecrets(text, NAMES)).toThrow(message);
});

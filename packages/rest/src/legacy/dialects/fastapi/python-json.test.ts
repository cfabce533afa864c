import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findPythonJsonError } from "./python-json.ts";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("where Python's JSON breaks off", () => {
  // As Python 3.11 says it.
  it.each<[string, number, string]>([
    ["{bad json}", 1, "Expecting property name enclosed in double quotes"],
    ["{", 1, "Expecting property name enclosed in double quotes"],
    ['{"a":', 5, "Expecting value"],
    ['{"a":1,}', 7, "Expecting property name enclosed in double quotes"],
    ['{"a" 1}', 5, "Expecting ':' delimiter"],
    ['{"a"}', 4, "Expecting ':' delimiter"],
    ["[1,2", 4, "Expecting ',' delimiter"],
    ["[1,]", 3, "Expecting value"],
    ["[1 2]", 3, "Expecting ',' delimiter"],
    ["[", 1, "Expecting value"],
    ["[,", 1, "Expecting value"],
    ["nul", 0, "Expecting value"],
    ["tru", 0, "Expecting value"],
    ["-", 0, "Expecting value"],
    ["01", 1, "Extra data"],
    ["1.", 1, "Extra data"],
    ["1e", 1, "Extra data"],
    [".5", 0, "Expecting value"],
    ["+1", 0, "Expecting value"],
    ['"x', 0, "Unterminated string starting at"],
    ['"', 0, "Unterminated string starting at"],
    ['"\\', 0, "Unterminated string starting at"],
    ['"\\"', 0, "Unterminated string starting at"],
    ['{"a":"\n"}', 6, "Invalid control character at"],
    ['"\t"', 1, "Invalid control character at"],
    ['"\\x"', 1, "Invalid \\escape"],
    ['"\\u12"', 2, "Invalid \\uXXXX escape"],
    ['"\\u12', 2, "Invalid \\uXXXX escape"],
    ['"\\u123g"', 2, "Invalid \\uXXXX escape"],
    ["{} x", 3, "Extra data"],
    ["{}{}", 2, "Extra data"],
    ["  ", 2, "Expecting value"],
    ["{,}", 1, "Expecting property name enclosed in double quotes"],
    ['{"a":tru}', 5, "Expecting value"],
    ["{'a':1}", 1, "Expecting property name enclosed in double quotes"],
    ['{"é😀":x}', 6, "Expecting value"],
    ['{"a":1 "b":2}', 7, "Expecting ',' delimiter"],
    ["{1:2}", 1, "Expecting property name enclosed in double quotes"],
    ['[{"a":[1,{"b":]}]', 14, "Expecting value"],
    ["\u00a0{}", 0, "Expecting value"],
    ['{"a":1}}', 7, "Extra data"],
    ["]", 0, "Expecting value"],
  ])("O05 %j at %i: %s", (text, position, message) => {
    expect(findPythonJsonError(text)).toEqual({ position, message });
  });

  it.each(["NaN", "[Infinity,-Infinity]", ' \t\r\n{"a":[1.5e-3,true,null,"\\u00e9\\n"]} '])("%j is read", (text) => {
    expect(findPythonJsonError(text)).toBeNull();
  });

  it("all other text is broken exactly where it is for JavaScript", () => {
    const spoilt = fc.tuple(fc.json(), fc.nat(), fc.constantFrom(...'{}[],:"\\0-.eux \n')).map(([text, at, sign]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + sign + text.slice(place + (at % 2));
    });
    fc.assert(
      fc.property(fc.oneof(fc.json(), spoilt), (text) => void expect(findPythonJsonError(text) === null).toBe(isJson(text))),
    );
  });

  it("what is nested too deeply is said to be, instead of ending the process", () => {
    expect(() => findPythonJsonError(`${"[".repeat(100_000)}x`)).toThrow(RangeError);
  });
});

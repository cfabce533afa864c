import { describe, expect, test } from "vitest";
import { Refusal, Repair } from "./codec.ts";
import { flag, isNotZero, isOne } from "./flag.ts";
import { integer } from "./integer.ts";
import { jsonText } from "./json-text.ts";
import { oneOf } from "./one-of.ts";
import { passwordHash } from "./password-hash.ts";

describe("integer", () => {
  const codec = integer({ otherwise: -1 });

  test("takes whole numbers of any spelling", () => {
    expect(codec.decode(7n)).toBe(7);
    expect(codec.decode(7)).toEqual(new Repair(7, "not-a-whole-number"));
    expect(codec.decode(" 7 ")).toEqual(new Repair(7, "not-a-whole-number"));
  });

  test.each([null, 7.5, "seven", 2n ** 60n, Buffer.from("7")])("replaces %s", (value) => {
    expect(codec.decode(value)).toMatchObject({ value: -1 });
  });
});

describe("flag", () => {
  test("counts as done what does not equal 0, as the old server's queries did", () => {
    const codec = flag({ isTrue: isNotZero });
    expect([0n, 1n].map((value) => codec.decode(value))).toEqual([false, true]);
    expect(codec.decode(0)).toEqual(new Repair(false, "not-a-flag"));
    for (const value of [null, "false", "", 2n, 0.5]) expect(codec.decode(value)).toEqual(new Repair(true, "not-a-flag"));
  });

  test("can ask for 1 alone", () => {
    const codec = flag({ isTrue: isOne });
    expect([0n, 1n, 1].map((value) => codec.decode(value))).toEqual([false, true, new Repair(true, "not-a-flag")]);
    for (const value of [null, "true", 2n]) expect(codec.decode(value)).toEqual(new Repair(false, "not-a-flag"));
  });
});

describe("jsonText", () => {
  const codec = jsonText();

  test("reads JSON and gives compact JSON back", () => {
    expect(codec.decode('{"b":1,"a":[2]}')).toEqual({ b: 1, a: [2] });
    expect(codec.encode({ b: 1, a: [2] })).toBe('{"b":1,"a":[2]}');
    expect(codec.decode("null")).toBeNull();
  });

  test.each(["", "{'a': 1}", "[".repeat(3000) + "]".repeat(3000), "undefined"])("takes %s for a text", (text) => {
    expect(codec.decode(text)).toEqual(new Repair(text, "not-json"));
  });

  test("keeps keys that name a prototype", () => {
    expect(codec.encode(codec.decode('{"__proto__":1}') as never)).toBe('{"__proto__":1}');
  });
});

describe("oneOf", () => {
  test("replaces a word it does not know", () => {
    const codec = oneOf(["ad", "sms"], { otherwise: "ad" });
    expect(codec.decode("sms")).toBe("sms");
    for (const value of ["SMS", null, 1n]) expect(codec.decode(value)).toEqual(new Repair("ad", "unknown-word"));
  });
});

describe("passwordHash", () => {
  const codec = passwordHash({ checkHash: (hash) => (hash.startsWith("$2a$31$") ? "cost is 31" : null) });

  test("A06 refuses a hash that would stop the server", () => {
    expect(codec.decode(`$2a$31$${"x".repeat(53)}`)).toEqual(
      new Refusal("password-hash-cost", "The password hash is too costly to check: cost is 31."),
    );
  });

  test("keeps every other text: what is no hash matches no password", () => {
    for (const value of [`$2a$10$${"x".repeat(53)}`, "", "secret"]) expect(codec.decode(value)).toBe(value);
    expect(codec.decode(null)).toBeNull();
  });
});

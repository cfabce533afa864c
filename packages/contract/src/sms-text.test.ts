import { expect, it } from "vitest";
import { DEFAULT_SMS_TEMPLATE, OPT_OUT_TEXT } from "./campaign-sms.ts";
import { renderSms } from "./sms-text.ts";

const FACTS = { name: "Mira Quay", restaurant: "The Salt Road", offer: "Oysters for two.", code: "OYSTER" };

it("a message calls the customer by the first name and ends with the way out", () => {
  expect(renderSms(DEFAULT_SMS_TEMPLATE, FACTS)).toBe(
    `Hi Mira, we miss you at The Salt Road! Oysters for two. Show code OYSTER. ${OPT_OUT_TEXT}`,
  );
});

it("the way out is there once, and what nobody knows stays as it is", () => {
  expect(renderSms(`${OPT_OUT_TEXT} {code} {Code} {x} {code}`, FACTS)).toBe(`${OPT_OUT_TEXT} OYSTER {Code} {x} OYSTER`);
});

it("names with line breaks stay on one line, and a name cannot bring a placeholder in", () => {
  expect(renderSms("{name}|{restaurant}", { ...FACTS, name: " {code}\nB", restaurant: "A\r\n  B\0C" })).toBe(
    `{code}|A B C ${OPT_OUT_TEXT}`,
  );
});

import { expect, test } from "vitest";
import { describeSmsFailure } from "./sms-failures.ts";

test("a code that is known is said in words, another one as it is", () => {
  expect([describeSmsFailure("30003"), describeSmsFailure("99999")]).toEqual(["phone unreachable", "code 99999"]);
});

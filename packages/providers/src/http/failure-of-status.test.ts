import { expect, test } from "vitest";
import { failureOfStatus, readRetryAfter } from "./failure-of-status.ts";

const now = Date.parse("2026-03-02T09:30:00Z");

test.each([
  ["7", 7],
  [" 120 ", 120],
  ["Mon, 02 Mar 2026 09:31:30 GMT", 90],
  ["Mon, 02 Mar 2026 09:00:00 GMT", 0],
  ["999999999", 86_400],
  ["Fri, 01 Jan 2100 00:00:00 GMT", 86_400],
  ["soon", null],
  ["-5", null],
  ["", null],
  [null, null],
])("Retry-After %j is %j seconds", (value, seconds) => {
  expect(readRetryAfter(value, now)).toBe(seconds);
});

test.each([
  [400, "refused"],
  [401, "unavailable"],
  [402, "unavailable"],
  [403, "unavailable"],
  [404, "refused"],
  [408, "timeout"],
  [422, "refused"],
  [429, "rate-limited"],
  [500, "timeout"],
  [502, "timeout"],
  [503, "unavailable"],
  [504, "timeout"],
  [302, "malformed"],
])("the status %i is a failure of the kind %s", (status, failure) => {
  expect(failureOfStatus("The service", { status, headers: new Headers() })).toMatchObject({ failure });
});

import { expect, it } from "vitest";
import { addressKey } from "./address-key.ts";

it.each([
  ["2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"],
  ["2001:DB8:1:2:0:0:0:1", "2001:db8:0001:0002::9"],
  ["192.0.2.1", "::ffff:192.0.2.1"],
  ["192.0.2.1", "::FFFF:c000:201"],
  ["192.0.2.1", "0:0:0:0:0:ffff:192.0.2.1"],
  [null, "not an address"],
])("H02 H04 %s and %s are one caller", (one, other) => {
  expect(addressKey(one)).toBe(addressKey(other));
});

it.each([
  ["2001:db8:1:2::1", "2001:db8:1:3::1"],
  ["192.0.2.1", "192.0.2.2"],
  ["192.0.2.1", "2001:db8::1"],
  [null, "192.0.2.1"],
])("H02 %s and %s are two callers", (one, other) => {
  expect(addressKey(one)).not.toBe(addressKey(other));
});

import { NetworkText } from "@causeway/contract";
import { expect, it } from "vitest";
import { isInNetworks } from "./networks.ts";

it.each([
  ["203.0.113.7", "203.0.113.7"],
  ["203.0.113.7", "203.0.113.0/24"],
  ["203.0.113.7", "0.0.0.0/0"],
  ["::ffff:203.0.113.7", "203.0.113.0/24"],
  ["203.0.113.7", "::ffff:203.0.113.7"],
  ["2001:db8::7", "2001:db8::/32"],
  ["2001:DB8:0:0:0:0:0:7", "2001:db8::7"],
])("%s is in %s", (ip, network) => {
  expect(isInNetworks(ip, ["198.51.100.1", network])).toBe(true);
});

it.each([
  ["203.0.114.7", "203.0.113.0/24"],
  ["203.0.113.8", "203.0.113.7"],
  ["2001:db9::7", "2001:db8::/32"],
  ["2001:db8::7", "0.0.0.0/0"],
  ["203.0.113.7", "::/0"],
  [null, "0.0.0.0/0"],
  ["not an address", "0.0.0.0/0"],
])("%s is not in %s", (ip, network) => {
  expect(isInNetworks(ip, [network])).toBe(false);
});

it("what is no network is refused where it is typed", () => {
  for (const text of ["", "x", "203.0.113.0/33", "203.0.113", "300.1.1.1", "2001:db8::/129", "203.0.113.7; drop table"]) {
    expect(NetworkText.safeParse(text).success, text).toBe(false);
  }
});

import ipaddr from "ipaddr.js";

/**
 * What counts as one stranger: an IPv4 address, also when it is written as IPv6; of IPv6 the first 64 bits, which is what one
 * household or machine has at least. All whose address is not known are one.
 */
export function addressKey(ip: string | null): string {
  if (ip === null || !ipaddr.isValid(ip)) return "unknown";
  const address = ipaddr.process(ip);
  if (address instanceof ipaddr.IPv4) return address.toString();
  return `${address.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(":")}::/64`;
}

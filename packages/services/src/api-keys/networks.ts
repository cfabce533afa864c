import ipaddr from "ipaddr.js";

type Network = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** An address is a network of its own. IPv4 within IPv6 (`::ffff:…`) is IPv4. */
function parseNetwork(text: string): Network {
  if (text.includes("/")) return ipaddr.parseCIDR(text);
  const address = ipaddr.process(text);
  return [address, address.kind() === "ipv4" ? 32 : 128];
}

/** True when the address lies in one of the networks. Of a caller whose address is not known, nothing is true. */
export function isInNetworks(ip: string | null, networks: readonly string[]): boolean {
  if (ip === null || !ipaddr.isValid(ip)) return false;
  const address = ipaddr.process(ip);
  return networks.some((text) => {
    const [network, bits] = parseNetwork(text);
    return address.kind() === network.kind() && address.match(network, bits);
  });
}

/** Where a check holds by a decision, or but for an exception: what it is, and where it is written down. */
export const REMARKS: Record<string, string> = {
  B05: "Without a mail server, where a link would reach nobody, signing up works at once and tells that an address is taken; so do the old APIs, as their servers did (docs/adr/0010).",
  E10: "API keys, acting for others and trusted devices are exceptions (docs/adr/0011).",
  H01: "Without Redis, each process counts the two broad limits by itself (docs/adr/0013).",
};

import { OldTokenDescriptor, type OldTokenDescriptorInput } from "./descriptor.ts";

/** RFC 7518, section 3.2: a key for HS256 has 256 bits at least. Shorter ones check what was signed with them, and sign nothing. */
export const MIN_KEY_BYTES = 32;
const DAY_MS = 86_400_000;

/** What is known of an old system's tokens, and what the operator says about them. */
export interface OldTokenSystem {
  system: string;
  title: string;
  tokens: readonly OldTokenDescriptorInput[];
  /** The key they are signed with. */
  secret?: string | undefined;
  /** The same by name, where the servers of one system have keys of their own. */
  secrets?: Readonly<Record<string, string>> | undefined;
  /** The last day on which they are honoured, `YYYY-MM-DD` in UTC. */
  tokensUntil?: string | undefined;
  /** The same as `tokensUntil`, where that is later than it was. */
  tokensExtend?: string | undefined;
}

/** During which the tokens of one old system are honoured. */
export interface TokenWindow {
  system: string;
  title: string;
  descriptors: readonly OldTokenDescriptor[];
  /** Those that the operator has given, by name; the one without a name is for whatever has none of its own. */
  keys: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  until: string | null;
  extend: string | null;
}

/** By system; without those that have no tokens. Throws for a descriptor that is none. */
export type TokenWindows = ReadonlyMap<string, TokenWindow>;

export function createTokenWindows(systems: readonly OldTokenSystem[]): TokenWindows {
  return new Map(systems.filter(({ tokens }) => tokens.length > 0).map((given) => [given.system, createTokenWindow(given)]));
}

const NO_NAME = "";

function createTokenWindow({ system, title, tokens, secret, secrets, tokensUntil, tokensExtend }: OldTokenSystem): TokenWindow {
  const given = { ...(secret === undefined ? {} : { [NO_NAME]: secret }), ...secrets };
  return {
    system,
    title,
    descriptors: tokens.map((descriptor) => OldTokenDescriptor.parse(descriptor)),
    keys: new Map(Object.entries(given).map(([name, text]) => [name, new TextEncoder().encode(text)])),
    until: tokensUntil ?? null,
    extend: tokensExtend ?? null,
  };
}

/** The key that signs these tokens; null where the operator has not given it, or where nothing signs them. */
export function keyOf({ keys }: Pick<TokenWindow, "keys">, descriptor: OldTokenDescriptor): Uint8Array<ArrayBuffer> | null {
  const name = "key" in descriptor ? (descriptor.key ?? NO_NAME) : NO_NAME;
  return keys.get(name) ?? keys.get(NO_NAME) ?? null;
}

/** Names of keys with less than 256 bits. */
export function shortKeysOf({ keys }: Pick<TokenWindow, "keys">): string[] {
  return [...keys].filter(([, key]) => key.length < MIN_KEY_BYTES).map(([name]) => name);
}

/** The first instant after the window, in milliseconds; infinite for one without an end. */
export function windowEnd({ until }: Pick<TokenWindow, "until">): number {
  return until === null ? Infinity : Date.parse(until) + DAY_MS;
}

/** True while old tokens become sessions: until a day, or, once there is a key, without end. */
export function isWindowOpen(window: TokenWindow, now: Date): boolean {
  return (window.keys.size > 0 || window.until !== null) && now.getTime() < windowEnd(window);
}

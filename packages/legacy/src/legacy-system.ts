import type { Mapping } from "@causeway/migrate";
import type { LegacyEnv, ReplayRules } from "@causeway/rest";
import type { OldTokenDescriptorInput, Runtime } from "@causeway/services";
import type { Hono } from "hono";

/** One answer or rule that differs from the old server's, and why. */
export interface Divergence {
  /** `<system>-<words>`, never used twice. */
  id: string;
  /** Method and old path, or `*` for all. */
  route: string;
  was: string;
  now: string;
  why: string;
}

/** What the operator says about an old system's tokens. */
export interface LegacyTokenSettings {
  /** The key its tokens are signed with. */
  secret?: string | undefined;
  /** The last day on which tokens of the old server are honoured, `YYYY-MM-DD` in UTC. */
  tokensUntil?: string | undefined;
}

/** What the operator says about an old system. */
export interface LegacySettings extends LegacyTokenSettings {
  /** Groups of routes that ask for no token, as the old server did not; out of `openableRoutes`. */
  openRoutes?: readonly string[] | undefined;
}

export interface LegacyApiOptions {
  runtime: Runtime;
  settings: LegacySettings;
  /** Where the old API's root is: `/legacy/<system>`, or `/` for its old place. */
  mount: string;
}

/** An old system: how its API is answered, where its data goes, what is different. */
export interface LegacySystem {
  id: string;
  title: string;
  divergences: readonly Divergence[];
  /** Its tables, each after those its rows point at. */
  mappings: readonly Mapping[];
  /** Its tokens and sessions, which become sessions here. */
  tokens: readonly OldTokenDescriptorInput[];
  /** Groups of routes that the old server left open to everybody, and that ask for a token here unless the operator says so. */
  openableRoutes: readonly string[];
  createApi(options: LegacyApiOptions): Hono<LegacyEnv>;
  /** What may differ where recorded exchanges are replayed. */
  replay: ReplayRules;
}

import type { VerifyOptions } from "../verify-options.ts";
import type { HashFault, HashParameters, SchemeName } from "./scheme-name.ts";

/** One price of checking a password against a hash, in the unit its parameter's name says, with the most we pay. */
export interface Cost {
  parameter: string;
  value: number;
  limit: number;
}

/** A well-formed hash, taken apart. */
export interface HashReading {
  /** What the hash says of how it was made; neither salt nor digest. */
  parameters: HashParameters;
  /** A price beyond its limit forbids calling `matches`. */
  costs(options: VerifyOptions): readonly Cost[];
  /** The option without which `matches` cannot answer. */
  requires?: keyof VerifyOptions;
  /** Compares in constant time; works off the event loop, or in slices on it. */
  matches(attempt: Attempt): Promise<boolean>;
}

/** A password as UTF-8, and what the system that hashed it knows besides. */
export interface Attempt {
  password: Buffer;
  options: VerifyOptions;
}

/** One prefix of a stored value, and how to read what follows it. No prefix is the start of another. */
export interface Scheme {
  name: SchemeName;
  prefix: string;
  read(rest: string): HashReading | HashFault;
}

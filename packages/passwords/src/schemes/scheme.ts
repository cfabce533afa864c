import type { VerifyOptions } from "../verify-options.ts";

/** How a stored value is hashed and written down; README.md describes each. */
export type SchemeName =
  | "argon2"
  | "django-argon2"
  | "bcrypt"
  | "django-bcrypt"
  | "django-bcrypt-sha256"
  | "passlib-bcrypt-sha256"
  | "peppered-bcrypt"
  | "django-pbkdf2"
  | "werkzeug-pbkdf2"
  | "passlib-pbkdf2"
  | "payload"
  | "scrypt"
  | "django-scrypt"
  | "werkzeug-scrypt"
  | "firebase-scrypt"
  | "sha-crypt"
  | "phpass"
  | "django-digest"
  | "werkzeug-hmac"
  | "salted-sha";

/** One price of checking a password against a hash, in the unit its parameter's name says, with the most we pay. */
export interface Cost {
  parameter: string;
  value: number;
  limit: number;
}

/** `truncated`: right as far as it goes, but it ends too early. `malformed`: the prefix is known, what follows is wrong. */
export type HashFault = "truncated" | "malformed";

export type HashParameters = Readonly<Record<string, string | number>>;

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

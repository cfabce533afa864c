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

/** `truncated`: right as far as it goes, but it ends too early. `malformed`: the prefix is known, what follows is wrong. */
export type HashFault = "truncated" | "malformed";

export type HashParameters = Readonly<Record<string, string | number>>;

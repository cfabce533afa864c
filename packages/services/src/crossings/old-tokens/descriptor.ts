import { z } from "zod";

const Name = z.string().min(1).max(100);
/** Where in the token's data the user is named; a dot goes one level down: `passport.user`. */
const Field = z.string().min(1).max(200);

/**
 * How what a token names becomes a user: `kind` is the old table of users. By `email`, only users who came out of that table
 * count: an account that somebody else made here under the same address is none of the old system's.
 */
const UserLink = z.object({ by: z.enum(["id", "email"]).default("id"), kind: Name, field: Field });
export type UserLink = z.infer<typeof UserLink>;

/** Which of the system's keys signs it, where servers of one system have keys of their own. */
const KeyName = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/);

/** The algorithms are the operator's, never the token's (RFC 8725, section 3.1). */
const Algorithm = z.enum(["HS256", "HS384", "HS512"]);

const JwtDescriptor = z.object({
  kind: z.literal("jwt"),
  framework: z.enum(["express-jsonwebtoken", "simplejwt", "flask-jwt-extended", "python-jose", "nestjs-passport"]),
  algorithms: z.array(Algorithm).min(1).default(["HS256"]),
  user: UserLink,
  key: KeyName.optional(),
  /** For clocks that did not agree, in seconds. */
  toleranceSeconds: z.number().int().min(0).max(300).default(0),
  /** The cookie it may come in. */
  cookie: Name.optional(),
  /** The purpose of the key with which this server makes tokens of the same form: good beyond the window. */
  ownKeyPurpose: Name.optional(),
});

const FlaskSessionDescriptor = z.object({
  kind: z.literal("flask-session"),
  user: UserLink,
  key: KeyName.optional(),
  cookie: Name.default("session"),
  /** `PERMANENT_SESSION_LIFETIME`, in seconds. */
  maxAgeSeconds: z
    .number()
    .int()
    .positive()
    .default(31 * 86_400),
});

const ExpressSessionDescriptor = z.object({
  kind: z.literal("express-session"),
  user: UserLink,
  key: KeyName.optional(),
  cookie: Name.default("connect.sid"),
});

const DjangoSessionDescriptor = z.object({
  kind: z.literal("django-session"),
  user: UserLink,
  key: KeyName.optional(),
  cookie: Name.default("sessionid"),
});

const DrfTokenDescriptor = z.object({ kind: z.literal("drf-token"), user: UserLink });

/** One kind of token or session of an old system, as data. */
export const OldTokenDescriptor = z.discriminatedUnion("kind", [
  JwtDescriptor,
  FlaskSessionDescriptor,
  ExpressSessionDescriptor,
  DjangoSessionDescriptor,
  DrfTokenDescriptor,
]);
export type OldTokenDescriptor = z.infer<typeof OldTokenDescriptor>;
export type OldTokenDescriptorInput = z.input<typeof OldTokenDescriptor>;
export type OldTokenKind = OldTokenDescriptor["kind"];
export type DescriptorOf<TKind extends OldTokenKind> = Extract<OldTokenDescriptor, { kind: TKind }>;

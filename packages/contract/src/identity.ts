import { z } from "zod";
import { Id, PageInput, pageOf } from "./common.ts";
import { Permission } from "./permissions.ts";

export const IDENTITY_REASONS = [
  "EMAIL_TAKEN",
  "CREDENTIALS_WRONG",
  "SIGN_IN_LOCKED",
  "SESSION_ENDED",
  "REFRESH_REUSED",
  "ACCOUNT_DISABLED",
  "SESSION_NOT_FOUND",
  "USER_NOT_FOUND",
  "IMPERSONATION_NESTED",
  "IMPERSONATION_RANK",
  "IMPERSONATION_FORBIDS",
  "NOT_IMPERSONATING",
  "ORIGIN_REFUSED",
] as const;

/** Limits of a new password: NIST SP 800-63B-4, section 3.1.1.2 (length over composition). */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;

export const Email = z
  .string()
  .trim()
  .max(254)
  .pipe(z.email({ error: "Enter an e-mail address such as name@example.com." }))
  .meta({ format: "email" });
/** Counted in code points, so that an emoji is one character. */
export const NewPassword = z
  .string()
  .refine((value) => [...value].length >= PASSWORD_MIN, { error: `Use at least ${PASSWORD_MIN} characters.` })
  .refine((value) => [...value].length <= PASSWORD_MAX, { error: `Use at most ${PASSWORD_MAX} characters.` })
  .meta({ minLength: PASSWORD_MIN, maxLength: PASSWORD_MAX, examples: ["correct horse battery staple"] });

/**
 * What makes two spellings one account: Unicode compatibility forms folded (so that a full-width `＠` is an `@`), no
 * surrounding space, no trailing dot, lower case. Not for showing or for sending mail.
 */
export function emailKey(email: string): string {
  return email.normalize("NFKC").trim().toLowerCase().replace(/\.+$/, "");
}

/** Where the tokens go: `cookie` for browsers (they never see them), `body` for services and scripts. */
export const TokenDelivery = z.enum(["cookie", "body"]).default("cookie");

export const SignUpInput = z.object({
  email: Email,
  password: NewPassword,
  restaurant: z.object({
    name: z.string().trim().min(1, { error: "Enter the restaurant's name." }).max(200),
    address: z.string().trim().max(500).optional(),
    phone: z.string().trim().max(50).optional(),
  }),
  delivery: TokenDelivery,
});
export type SignUpInput = z.infer<typeof SignUpInput>;

export const SignInInput = z.object({
  email: z.string().min(1, { error: "Enter your e-mail address." }).max(320),
  password: z.string().min(1, { error: "Enter your password." }).max(1024),
  delivery: TokenDelivery,
});
export type SignInInput = z.infer<typeof SignInInput>;

export const User = z.object({ id: Id, email: z.string(), role: z.string(), createdAt: z.date() });
export type User = z.infer<typeof User>;

/** The signed-in user, as the interface needs it. `impersonator` is who really sits at the keyboard. */
export const Me = User.extend({
  /** Nothing depends on it but a reminder: accounts out of old systems never had their address confirmed. */
  emailVerified: z.boolean(),
  displayName: z.string().nullable(),
  permissions: z.array(Permission),
  restaurants: z.array(z.object({ id: Id, name: z.string() })),
  impersonator: z.object({ id: Id, email: z.string() }).nullable(),
  sessionId: Id,
});
export type Me = z.infer<typeof Me>;

export const Tokens = z.object({
  accessToken: z.string(),
  /** 15 minutes after it was made. */
  accessTokenExpiresAt: z.date(),
  /** Use once; every use gives the next one. */
  refreshToken: z.string(),
});
export type Tokens = z.infer<typeof Tokens>;

/** Answer of everything that starts or continues a session. `tokens` is null when they went out as cookies. */
export const SessionStarted = z.object({
  user: Me,
  sessionExpiresAt: z.date(),
  tokens: Tokens.nullable(),
});
export type SessionStarted = z.infer<typeof SessionStarted>;

export const RefreshInput = z.object({
  /** Left out by browsers: the cookie carries it. */
  refreshToken: z.string().min(1).max(512).optional(),
  delivery: TokenDelivery,
});
export type RefreshInput = z.infer<typeof RefreshInput>;

export const Session = z.object({
  id: Id,
  createdAt: z.date(),
  lastUsedAt: z.date(),
  expiresAt: z.date(),
  userAgent: z.string().nullable(),
  ip: z.string().nullable(),
  /** What the user calls the device. */
  deviceName: z.string().nullable(),
  /** When a second factor was last given in it. */
  secondFactorAt: z.date().nullable(),
  isCurrent: z.boolean(),
  /** Set when an administrator acts for the user in this session. */
  impersonatorEmail: z.string().nullable(),
});
export type Session = z.infer<typeof Session>;

export const ListSessionsInput = PageInput;
export const SessionPage = pageOf(Session);
export const EndSessionInput = z.object({ id: Id });
export type EndSessionInput = z.infer<typeof EndSessionInput>;
export const RenameSessionInput = z.object({
  id: Id,
  /** Empty text takes the name away. */
  deviceName: z.string().trim().max(100),
});
export type RenameSessionInput = z.infer<typeof RenameSessionInput>;
export const EndedSessions = z.object({ ended: z.number().int().min(0) });

export const ImpersonateInput = z.object({ userId: Id, delivery: TokenDelivery });
export type ImpersonateInput = z.infer<typeof ImpersonateInput>;
export const EndImpersonationInput = z.object({ delivery: TokenDelivery });
export type EndImpersonationInput = z.infer<typeof EndImpersonationInput>;

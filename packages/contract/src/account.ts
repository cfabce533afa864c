import { z } from "zod";
import { Id, PageInput, pageOf } from "./common.ts";
import { Email, NewPassword, SignUpInput, TokenDelivery } from "./identity.ts";
import { FactorCode } from "./second-factor.ts";

export const ACCOUNT_REASONS = [
  "PASSWORD_WRONG",
  "PASSWORD_COMMON",
  "PROOF_NEEDED",
  "LINK_INVALID",
  "SIGN_UP_BY_MAIL",
  "EMAIL_UNCHANGED",
  "LAST_ADMIN",
  "DELETION_CHANGED",
  "ACCOUNT_CLOSING",
] as const;

/** What a link in a mail carries behind its `#`. Works once. */
export const LinkToken = z.string().min(1).max(1024);
export const LinkInput = z.object({ token: LinkToken });
export type LinkInput = z.infer<typeof LinkInput>;

/** An address as somebody typed it, who may not have an account. */
const TypedEmail = z.string().trim().min(1, { error: "Enter your e-mail address." }).max(320);
/** A password that exists already: older ones follow no rule. */
const TypedPassword = z.string().min(1, { error: "Enter your password." }).max(1024);

/** The password, or a code of the second factor. */
export const ReauthenticateInput = z
  .object({ password: TypedPassword.optional(), code: FactorCode.optional(), delivery: TokenDelivery })
  .refine(({ password, code }) => (password === undefined) !== (code === undefined), {
    error: "Enter either your password or a code.",
    path: ["password"],
  })
  .meta({ examples: [{ password: "correct horse battery staple", delivery: "cookie" }] });
export type ReauthenticateInput = z.infer<typeof ReauthenticateInput>;

/** `instant`: signing up signs in at once; `by-mail`: a link has to be opened first, and nobody learns who has an account. */
export const SignUpMode = z.object({ mode: z.enum(["instant", "by-mail"]) });
export type SignUpMode = z.infer<typeof SignUpMode>;
export const StartSignUpInput = z.object({ email: Email });
export type StartSignUpInput = z.infer<typeof StartSignUpInput>;
export const FinishSignUpInput = SignUpInput.omit({ email: true }).extend({ token: LinkToken });
export type FinishSignUpInput = z.infer<typeof FinishSignUpInput>;

export const RequestPasswordResetInput = z.object({ email: TypedEmail });
export type RequestPasswordResetInput = z.infer<typeof RequestPasswordResetInput>;
export const ResetPasswordInput = z.object({ token: LinkToken, password: NewPassword });
export type ResetPasswordInput = z.infer<typeof ResetPasswordInput>;

export const ChangePasswordInput = z.object({
  currentPassword: TypedPassword,
  newPassword: NewPassword,
  delivery: TokenDelivery,
});
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>;

export const RequestEmailChangeInput = z.object({ email: Email });
export type RequestEmailChangeInput = z.infer<typeof RequestEmailChangeInput>;

export const UpdateProfileInput = z.object({
  /** Empty text takes the name away. */
  displayName: z.string().trim().max(100),
});
export type UpdateProfileInput = z.infer<typeof UpdateProfileInput>;

/** What would be deleted with the account, and when. */
export const DeletionPreview = z.object({
  /** The user is the only owner of each: they go with the account, with all that is in them. */
  restaurants: z.array(z.object({ id: Id, name: z.string(), campaigns: z.number().int(), contacts: z.number().int() })),
  /** Until then a link in the mail takes it back. */
  deleteAfter: z.date(),
  /** The only administrator cannot be deleted. */
  isLastAdmin: z.boolean(),
});
export type DeletionPreview = z.infer<typeof DeletionPreview>;
export const DeleteAccountInput = z.object({
  /** The restaurants that the user was told of, in any order: refused with `DELETION_CHANGED` when there are others by now. */
  restaurantIds: z.array(Id).max(1000),
});
export type DeleteAccountInput = z.infer<typeof DeleteAccountInput>;
export const DeletionScheduled = z.object({ deleteAfter: z.date() });
export type DeletionScheduled = z.infer<typeof DeletionScheduled>;

export const SignInAttempt = z.object({
  id: Id,
  at: z.date(),
  /** The address that was typed, as it is compared; nobody need have it. */
  email: z.string(),
  userId: Id.nullable(),
  /** `web`, or the old system whose API was asked. */
  door: z.string(),
  result: z.enum(["success", "failure"]),
  reason: z.string().nullable(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
});
export type SignInAttempt = z.infer<typeof SignInAttempt>;
export const ListSignInAttemptsInput = PageInput.extend({
  email: z.string().trim().min(1).max(320).optional(),
  userId: Id.optional(),
  ip: z.string().trim().min(1).max(64).optional(),
  door: z.string().trim().min(1).max(64).optional(),
  result: SignInAttempt.shape.result.optional(),
  /** The first moment that is wanted, and the first that is not. */
  from: z.date().optional(),
  until: z.date().optional(),
});
export type ListSignInAttemptsInput = z.infer<typeof ListSignInAttemptsInput>;
export const SignInAttemptPage = pageOf(SignInAttempt);
/** The user's own; without the address, which may be what somebody else typed. */
export const OwnSignIn = SignInAttempt.omit({ email: true, userId: true });
export type OwnSignIn = z.infer<typeof OwnSignIn>;
export const OwnSignInPage = pageOf(OwnSignIn);

/** An account that an old system had for the same person. */
export const OldAccount = z.object({
  system: z.string(),
  /** What the system is called. */
  title: z.string(),
  oldId: z.string(),
  /** Whether its tokens and sessions still let the user in. */
  areTokensTaken: z.boolean(),
  /** The last day of that, `YYYY-MM-DD` in UTC; null where there is none. */
  tokensUntil: z.string().nullable(),
});
export type OldAccount = z.infer<typeof OldAccount>;
export const OldAccounts = z.object({ items: z.array(OldAccount) });
export type OldAccounts = z.infer<typeof OldAccounts>;

const When = z.date().nullable();
const Text = z.string().nullable();
/** What is known of a user, without the secrets that guard the account. Of each list the newest 10,000 entries. */
export const AccountData = z.object({
  exportedAt: z.date(),
  user: z.object({
    id: Id,
    email: z.string(),
    displayName: Text,
    role: z.string(),
    createdAt: z.date(),
    emailVerifiedAt: When,
    passwordChangedAt: When,
    secondFactorSince: When,
  }),
  /** Ids of the same account in old systems. */
  oldAccounts: z.array(z.object({ system: z.string(), oldId: z.string() })),
  restaurants: z.array(
    z.object({ id: Id, name: z.string(), address: Text, phone: Text, createdAt: z.date(), contacts: z.number() }),
  ),
  campaigns: z.array(
    z.object({ id: Id, restaurantId: Id.nullable(), name: z.string(), type: z.string(), status: z.string(), createdAt: z.date() }),
  ),
  files: z.array(z.object({ id: Id, name: z.string(), mediaType: z.string(), size: z.number(), createdAt: z.date() })),
  sessions: z.array(
    z.object({ id: Id, createdAt: z.date(), lastUsedAt: z.date(), endedAt: When, ip: Text, userAgent: Text, deviceName: Text }),
  ),
  trustedDevices: z.array(z.object({ id: Id, createdAt: z.date(), lastUsedAt: z.date(), ip: Text, userAgent: Text })),
  signIns: z.array(OwnSignIn),
  apiKeys: z.array(
    z.object({ id: Id, name: z.string(), prefix: z.string(), createdAt: z.date(), lastUsedAt: When, revokedAt: When }),
  ),
  mails: z.array(z.object({ id: Id, recipient: z.string(), subject: z.string(), createdAt: z.date() })),
  /** What the user did, and what was done to the account. */
  events: z.array(z.object({ id: Id, at: z.date(), action: z.string(), result: z.string(), ip: Text })),
});
export type AccountData = z.infer<typeof AccountData>;

import { z } from "zod";
import { Id, PageInput, pageOf } from "./common.ts";
import { SessionStarted, TokenDelivery } from "./identity.ts";

export const SECOND_FACTOR_REASONS = [
  "CHALLENGE_INVALID",
  "CODE_WRONG",
  "FACTOR_EXISTS",
  "FACTOR_NONE",
  "TRUSTED_DEVICE_NOT_FOUND",
  "USER_RANK",
  "SECRET_INVALID",
] as const;

/** A code of the authenticator app, or a backup code, however it was typed. */
export const FactorCode = z.string().trim().min(6, { error: "Enter the code." }).max(64);

export const FactorMethod = z.enum(["totp", "backup-code"]);
export type FactorMethod = z.infer<typeof FactorMethod>;

/** The password was right, and a second factor is still to come: no session exists yet. */
export const SecondFactorDue = z.object({
  kind: z.literal("secondFactor"),
  /** For `identity.completeSignIn`; works once, for five minutes. */
  challenge: z.string(),
  challengeExpiresAt: z.date(),
  /** What the user has left to give. */
  methods: z.array(FactorMethod),
});
export type SecondFactorDue = z.infer<typeof SecondFactorDue>;

/** Answer of signing in with a password. */
export const SignInAnswer = z.discriminatedUnion("kind", [SessionStarted.extend({ kind: z.literal("session") }), SecondFactorDue]);
export type SignInAnswer = z.infer<typeof SignInAnswer>;

export const CompleteSignInInput = z.object({
  challenge: z.string().min(1).max(128),
  code: FactorCode,
  /** For browsers: no second factor is asked for on this one for 30 days. */
  rememberDevice: z.boolean().default(false),
  delivery: TokenDelivery,
});
export type CompleteSignInInput = z.infer<typeof CompleteSignInInput>;

export const FactorStatus = z.object({
  /** When the authenticator app was confirmed; null without one. */
  totpSince: z.date().nullable(),
  backupCodesLeft: z.number().int().min(0),
});
export type FactorStatus = z.infer<typeof FactorStatus>;

/** What the authenticator app needs; shown while it is set up and never again. */
export const TotpSetup = z.object({
  /** Base32, for typing. */
  secret: z.string(),
  /** `otpauth://…`, for a QR code. */
  uri: z.string(),
});
export type TotpSetup = z.infer<typeof TotpSetup>;

export const FactorCodeInput = z.object({ code: FactorCode });
export type FactorCodeInput = z.infer<typeof FactorCodeInput>;

/** Each works once in the place of a code of the app. Shown once. */
export const BackupCodes = z.object({ codes: z.array(z.string()) });
export type BackupCodes = z.infer<typeof BackupCodes>;

/** A browser that need not give the second factor for a while. */
export const TrustedDevice = z.object({
  id: Id,
  userAgent: z.string().nullable(),
  ip: z.string().nullable(),
  createdAt: z.date(),
  lastUsedAt: z.date(),
  expiresAt: z.date(),
});
export type TrustedDevice = z.infer<typeof TrustedDevice>;
export const ListTrustedDevicesInput = PageInput;
export const TrustedDevicePage = pageOf(TrustedDevice);
export const EndTrustedDeviceInput = z.object({ id: Id });
export type EndTrustedDeviceInput = z.infer<typeof EndTrustedDeviceInput>;
export const EndedTrustedDevices = z.object({ ended: z.number().int().min(0) });

export const ResetFactorInput = z.object({ userId: Id });
export type ResetFactorInput = z.infer<typeof ResetFactorInput>;

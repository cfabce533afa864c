/** What makes old tokens of a user worthless. */
export interface RevokingFacts {
  isDisabled: boolean;
  /** No old system asked for ours. */
  hasSecondFactor: boolean;
  /** When the password was last changed here; null while it is the one of the beginning. */
  passwordChangedAt: Date | null;
  /** When all sessions were last ended at once. */
  sessionsEndedAt: Date | null;
}

/** Null for a token that is still good; one that does not say when it was made counts as made before any change. In seconds. */
export function whyRevoked(
  { isDisabled, hasSecondFactor, passwordChangedAt, sessionsEndedAt }: RevokingFacts,
  issuedAt: number | null,
): "user-disabled" | "second-factor" | "password-changed" | "sessions-ended" | null {
  const isBefore = (change: Date | null) =>
    change !== null && (issuedAt === null || issuedAt < Math.floor(change.getTime() / 1000));
  if (isDisabled) return "user-disabled";
  if (hasSecondFactor) return "second-factor";
  if (isBefore(passwordChangedAt)) return "password-changed";
  return isBefore(sessionsEndedAt) ? "sessions-ended" : null;
}

import { appErrorOf } from "./failure.ts";

/** What a procedure gives, or null where it refuses for one of these reasons: for old routes that took that for no failure. */
export async function orNull<TOutput>(called: Promise<TOutput>, ...reasons: string[]): Promise<TOutput | null> {
  try {
    return await called;
  } catch (error) {
    const known = appErrorOf(error);
    if (known && reasons.includes(known.reason)) return null;
    throw error;
  }
}

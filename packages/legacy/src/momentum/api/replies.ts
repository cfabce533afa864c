import { LegacyRefusal, LegacyReply } from "@causeway/rest";

/** The error shape of sign-in, dashboard and everything general. */
export function errorReply(status: number, text: string): LegacyReply {
  return LegacyReply.json(status, { error: text });
}

/** The error shape of the checklist, the ads and the text messages. */
export function failureReply(status: number, error: string, more: Record<string, unknown> = {}): LegacyReply {
  return LegacyReply.json(status, { success: false, error, ...more });
}

/** The general answer, to malformed requests and unforeseen failures alike. */
export const GENERAL_FAILURE = errorReply(500, "Something went wrong!");
export const SERVER_ERROR = errorReply(500, "Server error");
export const DATABASE_ERROR = errorReply(500, "Database error");
export const ADMIN_REQUIRED = errorReply(403, "Admin access required");
export const RESTAURANT_REQUIRED = errorReply(403, "Restaurant access required");
export const RESTAURANT_UNKNOWN = errorReply(404, "Restaurant not found");

/** The failure of the campaign routes, which told what had been thrown. */
export const failedWith = (details: string): LegacyReply => failureReply(500, "Internal server error", { details });

/** What is made of a request's values; those that have no text, such as `a[b]` of a form, fail as they did: in the engine's words. */
export function worded<TMade>(make: () => TMade): TMade {
  try {
    return make();
  } catch (error) {
    throw error instanceof TypeError ? new LegacyRefusal(failedWith(error.message)) : error;
  }
}

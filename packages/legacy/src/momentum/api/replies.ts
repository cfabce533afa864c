import { LegacyReply } from "@causeway/rest";

/** The error shape of sign-in, dashboard and everything general. */
export function errorReply(status: number, text: string): LegacyReply {
  return LegacyReply.json(status, { error: text });
}

/** The general answer, to malformed requests and unforeseen failures alike. */
export const GENERAL_FAILURE = errorReply(500, "Something went wrong!");
export const SERVER_ERROR = errorReply(500, "Server error");
export const DATABASE_ERROR = errorReply(500, "Database error");
export const ADMIN_REQUIRED = errorReply(403, "Admin access required");
export const RESTAURANT_REQUIRED = errorReply(403, "Restaurant access required");
export const RESTAURANT_UNKNOWN = errorReply(404, "Restaurant not found");

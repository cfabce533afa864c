import { AppError, type Audience, measureSms, renderSms } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq } from "drizzle-orm";

/** Characters of one message, at most: what providers take. */
const MAX_LENGTH = 1600;

/** Somebody for whom a sample is written where the audience is empty. */
export const SAMPLE_NAME = "Sarah";

export interface MessageFacts {
  template: string;
  restaurant: string;
  offer: string;
  code: string;
}

/** The message as one customer gets it, with its size. Throws `SMS_TOO_LONG`. */
export function describeMessage({ template, ...facts }: MessageFacts, name: string) {
  const message = renderSms(template, { ...facts, name });
  if (message.length > MAX_LENGTH) {
    throw new AppError({
      code: "BAD_REQUEST",
      reason: "SMS_TOO_LONG",
      message: `This message has ${message.length} characters. A text message has ${MAX_LENGTH} at most.`,
    });
  }
  return { message, ...measureSms(message) };
}

/** Throws `IMPORT_NOT_FOUND` for the list of another restaurant. */
export async function requireOwnList(
  db: Db,
  { restaurantId, audience }: { restaurantId: string; audience: Audience },
): Promise<void> {
  if (audience.kind !== "list") return;
  const { contactImport } = db.tables;
  const [row] = await db
    .select({ id: contactImport.id })
    .from(contactImport)
    .where(and(eq(contactImport.id, audience.importId), eq(contactImport.restaurantId, restaurantId)));
  if (!row) throw new AppError({ code: "NOT_FOUND", reason: "IMPORT_NOT_FOUND", message: "This customer list does not exist." });
}

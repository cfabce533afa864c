import type { Audience } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq, exists, inArray, lte, type SQL, sql } from "drizzle-orm";
import { lastLapsedDay } from "../../contacts/lapsed.ts";

/** Which customers of a restaurant an audience is, opted out or not. */
export function isInAudience(
  db: Db,
  { restaurantId, audience, now }: { restaurantId: string; audience: Audience; now: Date },
): SQL | undefined {
  const { contact, contactImportMember: member } = db.tables;
  const ofRestaurant = eq(contact.restaurantId, restaurantId);
  const lapsed = lte(contact.lastOrderOn, lastLapsedDay(now));
  switch (audience.kind) {
    case "everyone":
      return ofRestaurant;
    case "lapsed":
      return and(ofRestaurant, lapsed);
    case "contacts":
      return and(ofRestaurant, inArray(contact.id, audience.contactIds));
    case "list": {
      const onList = db
        .select({ one: sql`1` })
        .from(member)
        .where(and(eq(member.importId, audience.importId), eq(member.contactId, contact.id)));
      return and(ofRestaurant, exists(onList), audience.onlyLapsed ? lapsed : undefined);
    }
  }
}

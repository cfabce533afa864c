import type { OldReference } from "@causeway/contract";
import { type AccessRule, LegacyRefusal, type LegacyRequest, type Who } from "@causeway/rest";
import type { ServicePrincipal } from "@causeway/services";
import { restaurants } from "../data/restaurants.ts";
import type { MomentumTools } from "../tools.ts";
import { findRestaurant, readHolder } from "./access.ts";
import { findReference } from "./old-references.ts";
import { RESTAURANT_REQUIRED } from "./replies.ts";

/** Whoever comes without a token, where the operator has left the checklist open. */
const ANYBODY: ServicePrincipal = {
  kind: "service",
  name: "momentum-open-checklist",
  permissions: new Set(["checklist:read", "checklist:read-any", "checklist:write", "checklist:write-any"]),
};

/** Somebody at the checklist of one restaurant. */
export interface AtChecklist extends Who {
  /** Null where none is named. */
  restaurant: OldReference | null;
}

/** Whoever reads what is on the checklist, without anybody's answers. */
export const readsChecklist: AccessRule<MomentumTools, Who> = {
  title: "any token of a user; everybody where the checklist is left open",
  needsToken: true,
  async resolve({ request, tools }) {
    if (tools.isOpen("checklist")) return { principal: ANYBODY };
    const { user } = await readHolder(request, tools);
    if (!user) throw new LegacyRefusal(RESTAURANT_REQUIRED);
    return { principal: user.principal };
  },
};

/**
 * Whose checklist it is. The token of a restaurant, or of an administrator who acts for one, says so, whatever the request
 * names; for other administrators the request decides, as for everybody where the checklist is left open.
 */
function checklistOf(named: (request: LegacyRequest) => string): AccessRule<MomentumTools, AtChecklist> {
  return {
    title: "a restaurant's owner, an administrator; everybody where the checklist is left open",
    needsToken: true,
    async resolve({ request, tools }) {
      const text = named(request);
      const byRequest = () => (text === "" ? null : findReference(tools, { kind: restaurants.kind, text }));
      if (tools.isOpen("checklist")) return { principal: ANYBODY, restaurant: await byRequest() };
      const holder = await readHolder(request, tools);
      const { role, impersonating_restaurant_id: claimed } = holder.token.claims;
      if (role === "restaurant" || claimed) {
        const { principal, restaurantId: id, oldId } = await findRestaurant(holder, tools);
        return { principal, restaurant: text === "" ? null : id === null ? { names: oldId } : { id } };
      }
      if (!holder.user?.principal.permissions.has("checklist:read-any")) throw new LegacyRefusal(RESTAURANT_REQUIRED);
      return { principal: holder.user.principal, restaurant: await byRequest() };
    },
  };
}

export const atChecklistInPath = checklistOf(({ params }) => params["restaurantId"] ?? "");
/** Repeated, it was compared as a text that no restaurant has. */
export const atChecklistInQuery = checklistOf(({ query }) => {
  const { restaurantId = "" } = query;
  return typeof restaurantId === "string" ? restaurantId : "[object Object]";
});

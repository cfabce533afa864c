import { type AccessRule, LegacyRefusal, type Who } from "@causeway/rest";
import { ANONYMOUS } from "@causeway/services";
import type { MomentumTools, OpenableRoutes } from "../tools.ts";
import { findRestaurant, readHolder } from "./access.ts";
import { RESTAURANT_UNKNOWN } from "./replies.ts";

/** Somebody who makes campaigns. */
export interface Campaigner extends Who {
  /** Null for whoever comes without a token, where the operator has left the routes open: then nothing is stored or sent. */
  restaurantId: string | null;
}

/** A restaurant's owner, or an administrator who acts for one; with routes left open also nobody, and whoever has a bad token. */
export function campaigner(routes: OpenableRoutes): AccessRule<MomentumTools, Campaigner> {
  return {
    title: "a restaurant's owner, or an administrator acting for it; everybody where the routes are left open",
    needsToken: true,
    async resolve({ request, tools }) {
      try {
        const { principal, restaurantId } = await findRestaurant(await readHolder(request, tools), tools);
        if (restaurantId === null) throw new LegacyRefusal(RESTAURANT_UNKNOWN);
        return { principal, restaurantId };
      } catch (error) {
        if (!(error instanceof LegacyRefusal) || !tools.isOpen(routes)) throw error;
        return { principal: ANONYMOUS, restaurantId: null };
      }
    },
  };
}

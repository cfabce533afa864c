import { type AccessRule, LegacyRefusal, LegacyReply, type LegacyRequest, type Who } from "@causeway/rest";
import type { UserPrincipal } from "@causeway/services";
import { restaurants } from "../../data/restaurants.ts";
import type { MomentumTools } from "../../tools.ts";
import { findRestaurant, readHolder } from "../access.ts";
import { leadingInteger } from "../values.ts";

export const detail = (status: number, text: string) => LegacyReply.json(status, { detail: text });
const refuse = (status: number, text: string) => new LegacyRefusal(detail(status, text));

/** Somebody who makes campaigns for one restaurant. */
export interface TargetCampaigner extends Who {
  principal: UserPrincipal;
  restaurantId: string;
}

/** In the target's words: no token is forbidden, a bad one is not authorised. */
async function readBearer(request: LegacyRequest, tools: MomentumTools) {
  const [scheme, token] = request.headers.get("authorization")?.split(" ") ?? [];
  if (!token) throw refuse(403, "Not authenticated");
  if (scheme?.toLowerCase() !== "bearer") throw refuse(403, "Invalid authentication credentials");
  try {
    return await readHolder(request, tools);
  } catch (error) {
    throw error instanceof LegacyRefusal ? refuse(401, "Invalid token") : error;
  }
}

async function requireRestaurant(holder: Awaited<ReturnType<typeof readBearer>>, tools: MomentumTools): Promise<TargetCampaigner> {
  try {
    const { principal, restaurantId } = await findRestaurant(holder, tools);
    if (restaurantId !== null) return { principal, restaurantId };
  } catch (error) {
    if (!(error instanceof LegacyRefusal)) throw error;
    if (error.reply.status === 403) throw refuse(403, "Restaurant access required");
  }
  throw refuse(404, "Restaurant not found");
}

export const campaignOwner: AccessRule<MomentumTools, TargetCampaigner> = {
  title: "a restaurant's owner, or an administrator acting for it",
  needsToken: true,
  resolve: async ({ request, tools }) => requireRestaurant(await readBearer(request, tools), tools),
};

/** Whoever may see the campaigns of the restaurant in the path. Null for one that does not exist. */
export const campaignReader: AccessRule<MomentumTools, Who & { restaurantId: string | null }> = {
  title: "a restaurant's owner for their own, administrators for all",
  needsToken: true,
  async resolve({ request, tools }) {
    const holder = await readBearer(request, tools);
    const { role, impersonating_restaurant_id: claimed } = holder.token.claims;
    const number = leadingInteger(request.params["restaurantId"] ?? "");
    const named = number === null ? null : await tools.ids.newId(restaurants.kind, number);
    if (role === "restaurant" || claimed) {
      const own = await requireRestaurant(holder, tools);
      if (role === "restaurant" && own.restaurantId !== named) throw refuse(403, "Access denied");
      return own;
    }
    if (!holder.user?.principal.permissions.has("campaign:read-any")) throw refuse(403, "Access denied");
    return { principal: holder.user.principal, restaurantId: named };
  },
};

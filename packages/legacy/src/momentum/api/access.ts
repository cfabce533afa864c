import type { OldId } from "@causeway/migrate";
import { type AccessRule, LegacyRefusal, type LegacyReply, type LegacyRequest, type Who } from "@causeway/rest";
import { ANONYMOUS, type Claims, isTokenEnded, type OldUser, type UserPrincipal, whyRevoked } from "@causeway/services";
import { type ReadToken, tokenHash } from "../tokens.ts";
import type { MomentumTools } from "../tools.ts";
import { ADMIN_REQUIRED, errorReply, RESTAURANT_REQUIRED } from "./replies.ts";
import { firstRestaurant } from "./restaurants-shown.ts";
import { comparedInteger } from "./values.ts";

type Rule<TWho extends Who> = AccessRule<MomentumTools, TWho>;

/** Whoever holds a good token; the user may be gone. */
export interface TokenHolder extends Who {
  token: ReadToken;
  user: OldUser | null;
}

/** A signed-in user who is there. */
export interface SignedIn extends Who {
  principal: UserPrincipal;
  claims: Claims;
  token: ReadToken;
}

/** Somebody who acts for one restaurant: its owner, or an administrator whose token says so. */
export interface ActsForRestaurant extends Who {
  principal: UserPrincipal;
  /** Null when an administrator's token names a restaurant that does not exist. */
  restaurantId: string | null;
  /** The old id; null when the token names one that nothing could have. */
  oldId: OldId | null;
}

const refuse = (reply: LegacyReply) => new LegacyRefusal(reply);
const INVALID = errorReply(403, "Invalid or expired token");

/** The second of the words that single spaces separate, whatever the first. */
function tokenOf(request: LegacyRequest): string {
  const token = request.headers.get("authorization")?.split(" ")[1];
  if (!token) throw refuse(errorReply(401, "Access token required"));
  return token;
}

/** Throws the old refusal of a token that is missing or not to be believed. */
export async function readHolder(request: LegacyRequest, tools: MomentumTools): Promise<TokenHolder> {
  const token = await tools.tokens.read(tokenOf(request));
  if (!token) throw refuse(INVALID);
  const { claims } = token;
  if (claims["impersonating_restaurant_id"] && (await isTokenEnded(tools.runtime, tokenHash(token)))) throw refuse(INVALID);
  const userId = await findUserId(token, tools);
  const user = userId === null ? null : await tools.findUser(userId);
  const { iat } = claims;
  if (user && whyRevoked(user, typeof iat === "number" ? iat : null) !== null) throw refuse(INVALID);
  return { token, user, principal: user?.principal ?? ANONYMOUS };
}

/** New ids of the users of tokens: an id that was given out stays. */
const userIds = new WeakMap<ReadToken, string>();

async function findUserId(token: ReadToken, { ids }: MomentumTools): Promise<string | null> {
  const known = userIds.get(token);
  if (known !== undefined) return known;
  const oldId = comparedInteger(token.claims["user_id"]);
  const found = oldId === null ? null : await ids.newId("users", oldId);
  if (found !== null) userIds.set(token, found);
  return found;
}

export const everybody: Rule<Who> = {
  title: "everybody",
  needsToken: false,
  resolve: () => ({ principal: ANONYMOUS }),
};

export const tokenHolder: Rule<TokenHolder> = {
  title: "any token",
  needsToken: true,
  resolve: ({ request, tools }) => readHolder(request, tools),
};

/** The token has to say so, as before, and the database has to agree. */
export const administrator: Rule<SignedIn> = {
  title: "administrators",
  needsToken: true,
  async resolve({ request, tools }) {
    const { token, user } = await readHolder(request, tools);
    const { claims } = token;
    if (claims["role"] !== "admin" || !user?.principal.permissions.has("restaurant:read-any")) throw refuse(ADMIN_REQUIRED);
    return { principal: user.principal, claims, token };
  },
};

export const restaurantContext: Rule<ActsForRestaurant> = {
  title: "a restaurant's owner, or an administrator acting for it",
  needsToken: true,
  resolve: async ({ request, tools }) => findRestaurant(await readHolder(request, tools), tools),
};

/** The restaurant that the token is for. */
export async function findRestaurant({ token, user }: TokenHolder, tools: MomentumTools): Promise<ActsForRestaurant> {
  const { role, impersonating_restaurant_id: claimed } = token.claims;
  if (role !== "restaurant" && !claimed) throw refuse(RESTAURANT_REQUIRED);
  if (role === "restaurant") {
    const restaurant = user && (await firstRestaurant(user, tools));
    if (!restaurant) throw refuse(errorReply(404, "Restaurant not found for user"));
    return { principal: user.principal, restaurantId: restaurant.id, oldId: restaurant.oldId };
  }
  if (!user?.principal.permissions.has("restaurant:read-any")) throw refuse(RESTAURANT_REQUIRED);
  const oldId = comparedInteger(claimed);
  const restaurantId = oldId === null ? null : await tools.ids.newId("restaurants", oldId);
  return { principal: user.principal, restaurantId, oldId };
}

import { fieldsOf, LegacyRefusal, type LegacyRequest } from "@causeway/rest";
import { tokenHash } from "../tokens.ts";
import { SYSTEM } from "../tools.ts";
import { administrator, everybody, tokenHolder } from "./access.ts";
import { giveOldIds, showAccount } from "./accounts-shown.ts";
import { DATABASE_ERROR, errorReply, RESTAURANT_UNKNOWN, SERVER_ERROR } from "./replies.ts";
import { showRestaurant } from "./restaurants-shown.ts";
import { row } from "./row.ts";
import { comparedInteger, leadingInteger, storedText } from "./values.ts";

const SIGN_UP_FIELDS = errorReply(400, "Email, password, and restaurant name are required");
const SIGN_IN_FIELDS = errorReply(400, "Email and password are required");
const INVALID_CREDENTIALS = errorReply(401, "Invalid credentials");
const USER_UNKNOWN = errorReply(404, "User not found");
/** For how long an ended token without `exp` is remembered. */
const FOREVER = new Date("9999-12-31T00:00:00Z");

/** Optional texts as they were stored: whatever is falsy as empty text. */
const optionalText = (value: unknown) => (value ? storedText(value) : "");
const textOrNull = (value: unknown) => (typeof value === "string" ? value : null);

function readSignUp({ body }: LegacyRequest) {
  const { email, password, restaurantName, address, phone } = fieldsOf(body);
  if (!email || !password || !restaurantName) throw new LegacyRefusal(SIGN_UP_FIELDS);
  return { email, password, restaurantName, address, phone };
}

function readSignIn({ body }: LegacyRequest) {
  const { email, password } = fieldsOf(body);
  if (!email || !password) throw new LegacyRefusal(SIGN_IN_FIELDS);
  // No list or object is anybody's address.
  if (typeof email === "object") throw new LegacyRefusal(INVALID_CREDENTIALS);
  return { email: storedText(email), password: textOrNull(password) };
}

export const authRows = [
  row("POST /api/auth/register", {
    summary: "Makes an account with a restaurant.",
    access: everybody,
    withoutBody: SERVER_ERROR,
    calls: (call) => call.crossings.signUpAsBefore,
    input: ({ request }) => {
      const { email, password, restaurantName, address, phone } = readSignUp(request);
      const restaurant = { name: storedText(restaurantName), address: optionalText(address), phone: optionalText(phone) };
      return { system: SYSTEM, email: storedText(email), password: textOrNull(password), restaurant };
    },
    status: 201,
    answer: async (account, { request, tools }) => {
      // As they were sent: what was left out is left out, numbers stay numbers.
      const { email, restaurantName: name, address, phone } = readSignUp(request);
      const { userId, restaurantId } = await giveOldIds(tools, account);
      const user = { user_id: userId, email, role: "restaurant" };
      return {
        message: "User and restaurant created successfully",
        token: await tools.tokens.issue(user),
        user: { ...user, restaurant: { restaurant_id: restaurantId, name, address, phone } },
      };
    },
    refusals: {
      EMAIL_TAKEN: errorReply(400, "User already exists with this email"),
      SIGN_UP_RACED: errorReply(500, "Failed to create user"),
      VALUE_REFUSED: errorReply(500, "Failed to create user"),
      PASSWORD_NOT_TEXT: SIGN_UP_FIELDS,
    },
    // The user was what it began with.
    failed: errorReply(500, "Failed to create user"),
    divergences: ["momentum-password-not-text", "momentum-sign-up-whole", "momentum-unstorable-text"],
  }),

  row("POST /api/auth/login", {
    summary: "Signs in with e-mail address and password.",
    access: everybody,
    withoutBody: SERVER_ERROR,
    calls: (call) => call.crossings.signInAsBefore,
    input: ({ request }) => ({ system: SYSTEM, ...readSignIn(request) }),
    answer: async ({ userId }, { tools, callAs }) => {
      const found = await tools.findUser(userId);
      if (!found) throw new LegacyRefusal(INVALID_CREDENTIALS);
      const user = await showAccount(found, { tools, callAs });
      const claims = { user_id: user["user_id"], email: user["email"], role: user["role"] };
      return { message: "Login successful", token: await tools.tokens.issue(claims), user };
    },
    refusals: {
      CREDENTIALS_WRONG: INVALID_CREDENTIALS,
      SIGN_IN_LOCKED: INVALID_CREDENTIALS,
      ACCOUNT_DISABLED: INVALID_CREDENTIALS,
      SECOND_FACTOR_DUE: INVALID_CREDENTIALS,
      ACCOUNT_CLOSING: INVALID_CREDENTIALS,
      PASSWORD_NOT_TEXT: SIGN_IN_FIELDS,
      // What no table can hold is nobody's address.
      VALUE_REFUSED: INVALID_CREDENTIALS,
    },
    failed: SERVER_ERROR,
    divergences: [
      "momentum-password-not-text",
      "momentum-disabled",
      "momentum-lock",
      "momentum-second-factor",
      "momentum-unstorable-text",
    ],
  }),

  row("GET /api/auth/me", {
    summary: "The user of the token, as the database has it.",
    access: tokenHolder,
    answer: async (_, { who: { user, token }, tools, callAs }) => {
      if (!user) throw new LegacyRefusal(USER_UNKNOWN);
      return {
        user: {
          ...(await showAccount(user, { tools, callAs })),
          impersonating_restaurant_id: token.claims["impersonating_restaurant_id"] || null,
        },
      };
    },
    failed: DATABASE_ERROR,
  }),

  row("POST /api/auth/impersonate/:restaurantId", {
    summary: "A token with which an administrator acts for a restaurant.",
    access: administrator,
    calls: (call) => call.crossings.startActing,
    input: async ({ request: { params }, tools }) => {
      const oldId = leadingInteger(params.restaurantId);
      const restaurantId = oldId === null ? null : await tools.ids.newId("restaurants", oldId);
      if (restaurantId === null) throw new LegacyRefusal(RESTAURANT_UNKNOWN);
      return { system: SYSTEM, restaurantId };
    },
    answer: async (restaurant, { who: { claims }, tools }) => {
      const shown = await showRestaurant(tools, restaurant);
      const { user_id, email, role } = claims;
      const token = await tools.tokens.issue({ user_id, email, role, impersonating_restaurant_id: shown?.["restaurant_id"] });
      return { message: "Impersonation started", token, impersonating_restaurant: shown };
    },
    refusals: { RESTAURANT_NOT_FOUND: RESTAURANT_UNKNOWN },
    failed: DATABASE_ERROR,
  }),

  row("POST /api/auth/end-impersonation", {
    summary: "A token with which the administrator acts for nobody.",
    access: administrator,
    calls: (call) => call.crossings.endActing,
    input: async ({ who: { claims, token }, tools }) => {
      const { impersonating_restaurant_id: claimed, exp } = claims;
      const oldId = comparedInteger(claimed);
      return {
        system: SYSTEM,
        ended: claimed
          ? {
              restaurantId: oldId === null ? null : await tools.ids.newId("restaurants", oldId),
              tokenHash: tokenHash(token),
              tokenExpiresAt: typeof exp === "number" ? new Date(exp * 1000) : FOREVER,
            }
          : null,
      };
    },
    answer: async (_, { who: { claims }, tools }) => {
      const { user_id, email, role } = claims;
      return { message: "Impersonation ended", token: await tools.tokens.issue({ user_id, email, role }) };
    },
    failed: SERVER_ERROR,
    divergences: ["momentum-ended-impersonation"],
  }),
];

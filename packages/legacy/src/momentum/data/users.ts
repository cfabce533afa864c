import { emailKey } from "@causeway/contract";
import { defineMapping, INDEXED_TEXT_BYTES, instant, oneOf, passwordHash, requiredText } from "@causeway/migrate";
import { checkHashCost } from "@causeway/passwords";

function objectionTo(hash: string): string | null {
  const check = checkHashCost(hash);
  return check.ok ? null : `${check.exceeded} is ${check.value}, at most ${check.limit} is allowed`;
}

/** Renewed at a sign-in: the hash is a better one of the same password. */
const isRenewed = (found: unknown) => typeof found === "string" && found.startsWith("$argon2id$");

export const users = defineMapping({
  kind: "users",
  target: "user",
  key: { column: "user_id", type: "integer" },
  columns: {
    email: { from: "email", codec: requiredText({ maxBytes: INDEXED_TEXT_BYTES }) },
    // Two old accounts may differ by case alone: both are kept, and the later one signs in by its exact address.
    emailKey: { claim: { key: ({ email }) => emailKey(email), fallback: ({ email }) => `raw:${email}`, prefix: "raw:" } },
    passwordHash: {
      from: "password_hash",
      codec: passwordHash({ checkHash: objectionTo }),
      movedOn: ({ expected, found }) => isRenewed(found) && !isRenewed(expected),
    },
    roleKey: { from: "role", codec: oneOf(["restaurant", "admin"], { otherwise: "restaurant" }) },
    createdAt: { from: "created_at", codec: instant() },
    updatedAt: {
      derive: ({ createdAt }) => createdAt,
      movedOn: ({ expectedRow, foundRow }) => isRenewed(foundRow["passwordHash"]) && !isRenewed(expectedRow["passwordHash"]),
    },
  },
  unique: [{ columns: ["email"] }],
});

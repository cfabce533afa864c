import { z } from "zod";
import { Id, PageInput, pageOf } from "./common.ts";
import { Permission, PERMISSIONS } from "./permissions.ts";

export const API_KEY_REASONS = [
  "API_KEY_INVALID",
  "API_KEY_NETWORK",
  "API_KEY_USED_UP",
  "API_KEY_FORBIDS",
  "API_KEY_NOT_FOUND",
  "API_KEY_SCOPE",
  "API_KEY_ENDED",
  "API_KEY_COUNT",
  "PROOF_NEEDED",
] as const;

/** What no key may do, whatever its user may: who has a copy of a key must not get more than the key. */
const NEVER_BY_KEY: readonly Permission[] = [
  "api-key:write",
  "api-key:read-any",
  "api-key:revoke-any",
  "user:impersonate",
  "user:manage",
  "role:manage",
  "mail:read",
];

export const API_KEY_SCOPES: readonly Permission[] = PERMISSIONS.filter((permission) => !NEVER_BY_KEY.includes(permission));

const Scope = Permission.refine((permission) => API_KEY_SCOPES.includes(permission), {
  error: "An API key cannot have this permission.",
});

/** An address (`203.0.113.7`) or a network (`203.0.113.0/24`, `2001:db8::/32`). */
export const NetworkText = z
  .string()
  .trim()
  .pipe(
    z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
      error: "Enter an address such as 203.0.113.7 or a network such as 203.0.113.0/24.",
    }),
  )
  .meta({ examples: ["203.0.113.0/24"] });

const Name = z.string().trim().min(1, { error: "Enter a name." }).max(100);
const Networks = z.array(NetworkText).min(1).max(50);
const HourlyLimit = z.number().int().min(1).max(1_000_000);

export const CreateApiKeyInput = z.object({
  name: Name,
  /** Permissions of the user that the key may use, as long as the user holds them. */
  scopes: z.array(Scope).min(1, { error: "Choose what the key may do." }).max(API_KEY_SCOPES.length),
  /** Null: until it is revoked. */
  expiresInDays: z.number().int().min(1).max(3650).nullable().default(90),
  /** From where it may be used; anywhere unless told. */
  allowedNetworks: Networks.optional(),
  /** Calls it is good for; any number unless told. */
  maxUses: z.number().int().min(1).max(1_000_000_000).optional(),
  /** Calls per hour, within the limit that its user has. */
  hourlyLimit: HourlyLimit.optional(),
});
export type CreateApiKeyInput = z.infer<typeof CreateApiKeyInput>;

export const UpdateApiKeyInput = z.object({
  id: Id,
  name: Name.optional(),
  /** Null: anywhere. */
  allowedNetworks: Networks.nullable().optional(),
  hourlyLimit: HourlyLimit.nullable().optional(),
});
export type UpdateApiKeyInput = z.infer<typeof UpdateApiKeyInput>;

export const RotateApiKeyInput = z.object({
  id: Id,
  /** How long the old key goes on working; a key with a number of uses ends at once. */
  overlapHours: z
    .number()
    .int()
    .min(0)
    .max(24 * 30)
    .default(24),
});
export type RotateApiKeyInput = z.infer<typeof RotateApiKeyInput>;

export const RevokeApiKeyInput = z.object({ id: Id });
export type RevokeApiKeyInput = z.infer<typeof RevokeApiKeyInput>;

export const ApiKeyState = z.enum(["active", "expired", "used-up", "revoked"]);

export const ApiKey = z.object({
  id: Id,
  name: z.string(),
  /** How the key begins; the rest is not kept. */
  prefix: z.string(),
  scopes: z.array(Permission),
  allowedNetworks: z.array(z.string()).nullable(),
  remainingUses: z.number().int().nullable(),
  hourlyLimit: z.number().int().nullable(),
  createdAt: z.date(),
  expiresAt: z.date().nullable(),
  /** To the minute. */
  lastUsedAt: z.date().nullable(),
  lastUsedIp: z.string().nullable(),
  revokedAt: z.date().nullable(),
  /** The key that this one takes over from. */
  replacesKeyId: Id.nullable(),
  state: ApiKeyState,
});
export type ApiKey = z.infer<typeof ApiKey>;
export const ListApiKeysInput = PageInput;
export const ApiKeyPage = pageOf(ApiKey);

/** `key` is shown now and never again. */
export const ApiKeyCreated = z.object({ key: z.string(), apiKey: ApiKey });
export type ApiKeyCreated = z.infer<typeof ApiKeyCreated>;

export const ApiKeyOfUser = ApiKey.extend({ userId: Id, email: z.string() });
export type ApiKeyOfUser = z.infer<typeof ApiKeyOfUser>;
export const ListAllApiKeysInput = PageInput.extend({ userId: Id.optional() });
export type ListAllApiKeysInput = z.infer<typeof ListAllApiKeysInput>;
export const ApiKeyOfUserPage = pageOf(ApiKeyOfUser);

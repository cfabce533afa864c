import { z } from "zod";

/**
 * Every permission there is. Roles hold permissions as data; code asks for a permission, never for a role.
 * `-any` means everybody's rows; without it, the caller's own.
 */
export const PERMISSIONS = [
  "restaurant:read",
  "restaurant:read-any",
  "restaurant:write",
  "restaurant:write-any",
  "campaign:read",
  "campaign:read-any",
  "campaign:write",
  "campaign:write-any",
  "contact:read",
  "contact:read-any",
  "contact:write",
  "contact:write-any",
  "task:read",
  "task:write",
  "task:write-any",
  "checklist:read",
  "checklist:read-any",
  "checklist:write",
  "checklist:write-any",
  /** The categories and items that all restaurants work through. */
  "checklist:edit",
  "file:read",
  "file:read-any",
  "file:write",
  "file:write-any",
  "job:read",
  "job:read-any",
  "job:manage",
  "platform:read",
  "crossing:read",
  "crossing:manage",
  "api-key:write",
  "api-key:read-any",
  "api-key:revoke-any",
  "user:impersonate",
  "user:read-any",
  "user:manage",
  "role:manage",
  "audit:read",
  "sign-in:read",
  "mail:read",
  /** May call as often as it likes. */
  "limit:none",
] as const;

export const Permission = z.enum(PERMISSIONS);
export type Permission = z.infer<typeof Permission>;

/** The roles a new database starts with. A higher rank may act for a lower one, never the other way round. */
export const BUILT_IN_ROLES = {
  restaurant: {
    rank: 10,
    permissions: [
      "restaurant:read",
      "restaurant:write",
      "campaign:read",
      "campaign:write",
      "contact:read",
      "contact:write",
      "task:read",
      "task:write",
      "checklist:read",
      "checklist:write",
      "file:read",
      "file:write",
      "job:read",
      "api-key:write",
    ],
  },
  admin: { rank: 100, permissions: PERMISSIONS },
} as const satisfies Record<string, { rank: number; permissions: readonly Permission[] }>;

export type BuiltInRole = keyof typeof BUILT_IN_ROLES;

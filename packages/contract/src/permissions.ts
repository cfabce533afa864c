import { z } from "zod";

/**
 * Every permission there is. Roles hold permissions as data; code asks for a permission, never for a role.
 * `-any` means everybody's rows; without it, the caller's own.
 */
export const PERMISSIONS = [
  "restaurant:read",
  "restaurant:read-any",
  "campaign:read",
  "campaign:read-any",
  "task:read",
  "task:write",
  "task:write-any",
  "checklist:read",
  "checklist:read-any",
  "platform:read",
  "user:impersonate",
] as const;

export const Permission = z.enum(PERMISSIONS);
export type Permission = z.infer<typeof Permission>;

/** The roles a new database starts with. A higher rank may act for a lower one, never the other way round. */
export const BUILT_IN_ROLES = {
  restaurant: {
    rank: 10,
    permissions: ["restaurant:read", "campaign:read", "task:read", "task:write", "checklist:read"],
  },
  admin: { rank: 100, permissions: PERMISSIONS },
} as const satisfies Record<string, { rank: number; permissions: readonly Permission[] }>;

export type BuiltInRole = keyof typeof BUILT_IN_ROLES;

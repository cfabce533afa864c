import { z } from "zod";
import { Permission } from "./permissions.ts";

export const ROLE_REASONS = [
  "ROLE_NOT_FOUND",
  "ROLE_EXISTS",
  "ROLE_IN_USE",
  "ROLE_BUILT_IN",
  "ROLE_RANK",
  "ROLE_CUSTOM",
  "PERMISSION_NOT_HELD",
] as const;

/** A role's name is its key: lower-case words joined by hyphens. */
export const RoleKey = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, { error: "Use lower-case letters, digits and hyphens, such as shift-lead." });
const Rank = z.number().int().min(1).max(1000);
const Permissions = z.array(Permission).max(200);

export const Role = z.object({
  key: z.string(),
  rank: z.number().int(),
  isBuiltIn: z.boolean(),
  permissions: z.array(Permission),
  users: z.number().int(),
  /** What the caller may do with it. */
  canEdit: z.boolean(),
});
export type Role = z.infer<typeof Role>;

/** All of them, highest rank first; `permissions` is every permission there is to give. */
export const RoleList = z.object({ items: z.array(Role), permissions: z.array(Permission) });
export type RoleList = z.infer<typeof RoleList>;

export const CreateRoleInput = z.object({ key: RoleKey, rank: Rank, permissions: Permissions });
export type CreateRoleInput = z.infer<typeof CreateRoleInput>;

/** What is left out stays. The rank of a built-in role cannot be changed. */
export const UpdateRoleInput = z.object({ key: RoleKey, rank: Rank.optional(), permissions: Permissions.optional() });
export type UpdateRoleInput = z.infer<typeof UpdateRoleInput>;

export const RoleRef = z.object({ key: RoleKey });
export type RoleRef = z.infer<typeof RoleRef>;

import { z } from "zod";
import { Id, PageInput, pageOf, SearchText } from "./common.ts";
import { RoleKey } from "./roles.ts";

export const USER_REASONS = ["USER_RANK", "USER_IS_YOURSELF"] as const;

export const UserSummary = z.object({
  id: Id,
  email: z.string(),
  displayName: z.string().nullable(),
  role: z.string(),
  createdAt: z.date(),
  emailVerifiedAt: z.date().nullable(),
  disabledAt: z.date().nullable(),
  /** The last use of any session; null for who has none. */
  lastSeenAt: z.date().nullable(),
  hasSecondFactor: z.boolean(),
});
export type UserSummary = z.infer<typeof UserSummary>;

export const UserDetail = UserSummary.extend({
  restaurants: z.array(z.object({ id: Id, name: z.string() })),
  openSessions: z.number().int(),
  passwordChangedAt: z.date().nullable(),
  /** What the caller may do: nothing to those of the same or a higher rank, nor to themselves. */
  canManage: z.boolean(),
  canImpersonate: z.boolean(),
});
export type UserDetail = z.infer<typeof UserDetail>;

export const ListUsersInput = PageInput.extend({
  /** A part of the address or the name. */
  search: SearchText.optional(),
  role: RoleKey.optional(),
  isDisabled: z.boolean().optional(),
  sort: z.enum(["createdAt", "email"]).default("createdAt"),
  order: z.enum(["asc", "desc"]).default("desc"),
});
export type ListUsersInput = z.infer<typeof ListUsersInput>;
export const UserPage = pageOf(UserSummary);

export const UserRef = z.object({ id: Id });
export type UserRef = z.infer<typeof UserRef>;
export const SetUserRoleInput = UserRef.extend({ role: RoleKey });
export type SetUserRoleInput = z.infer<typeof SetUserRoleInput>;

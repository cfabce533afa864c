import { DONE, Done, EndedSessions, ListUsersInput, SetUserRoleInput, UserDetail, UserPage, UserRef } from "@causeway/contract";
import { disableUser, enableUser, endUserSessions, getUserDetail, listUsers, setUserRole } from "@causeway/services";
import { permissionProcedure, router } from "../core/trpc.ts";

export const usersRouter = router({
  list: permissionProcedure("user:read-any")
    .meta({ summary: "Everybody's accounts, searched by address or name." })
    .input(ListUsersInput)
    .output(UserPage)
    .query(({ ctx, input }) => listUsers(ctx, input)),

  get: permissionProcedure("user:read-any")
    .meta({ summary: "One account, with what the caller may do to it." })
    .input(UserRef)
    .output(UserDetail)
    .query(({ ctx, input }) => getUserDetail(ctx, input)),

  setRole: permissionProcedure("user:manage")
    .meta({ summary: "Gives a user another role, with effect on their next call." })
    .input(SetUserRoleInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await setUserRole(ctx, input);
      return DONE;
    }),

  disable: permissionProcedure("user:manage")
    .meta({ summary: "Closes an account and ends its sessions at once." })
    .input(UserRef)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await disableUser(ctx, input);
      return DONE;
    }),

  enable: permissionProcedure("user:manage")
    .meta({ summary: "Opens a closed account again." })
    .input(UserRef)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await enableUser(ctx, input);
      return DONE;
    }),

  endSessions: permissionProcedure("user:manage")
    .meta({ summary: "Signs a user out everywhere." })
    .input(UserRef)
    .output(EndedSessions)
    .mutation(({ ctx, input }) => endUserSessions(ctx, input)),
});

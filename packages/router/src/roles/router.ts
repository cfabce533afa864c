import { CreateRoleInput, DONE, Done, RoleList, RoleRef, UpdateRoleInput } from "@causeway/contract";
import { createRole, deleteRole, listRoles, resetRole, updateRole } from "@causeway/services";
import { permissionProcedure, router } from "../core/trpc.ts";

const procedure = permissionProcedure("role:manage");

export const rolesRouter = router({
  list: procedure
    .meta({ summary: "Every role with its permissions and how many people have it, highest rank first." })
    .output(RoleList)
    .query(({ ctx }) => listRoles(ctx)),

  create: procedure
    .meta({ summary: "Makes a role that ranks below the caller's own." })
    .input(CreateRoleInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await createRole(ctx, input);
      return DONE;
    }),

  update: procedure
    .meta({ summary: "Changes what a role may do, at once for everybody who has it." })
    .input(UpdateRoleInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await updateRole(ctx, input);
      return DONE;
    }),

  reset: procedure
    .meta({ summary: "Gives a built-in role the permissions it has in a new database." })
    .input(RoleRef)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await resetRole(ctx, input);
      return DONE;
    }),

  delete: procedure
    .meta({ summary: "Deletes a role that nobody has." })
    .input(RoleRef)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await deleteRole(ctx, input);
      return DONE;
    }),
});

import { CreateRoleInput, type Permission, type Role } from "@causeway/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api.ts";
import { FormFailure } from "../identity/form-failure.tsx";
import { ProofDeclined, withProof } from "../identity/proof.ts";
import { sessionQuery } from "../identity/session.ts";
import { fieldErrors } from "../lib/field-errors.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { PermissionChoice } from "../ui/permission-choice.tsx";

export interface RoleDialogProps {
  permissions: readonly Permission[];
  /** Left out for a new one. */
  role?: Role | undefined;
  onClose: () => void;
}

/** What a role is called, where it ranks, and what it may do. */
export function RoleDialog({ permissions, role, onClose }: RoleDialogProps) {
  const queryClient = useQueryClient();
  const [key, setKey] = useState(role?.key ?? "");
  const [rank, setRank] = useState(String(role?.rank ?? 20));
  const [chosen, setChosen] = useState<Permission[]>(role?.permissions ?? []);
  const [hasTried, setHasTried] = useState(false);
  const input = { key, rank: Number(rank), permissions: chosen };
  const save = useMutation({
    mutationFn: () =>
      withProof(() =>
        role
          ? api.roles.update.mutate({ key, permissions: chosen, ...(!role.isBuiltIn && { rank: input.rank }) })
          : api.roles.create.mutate(input),
      ),
    async onSuccess() {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ["roles"] }),
        // One's own role may be the one.
        queryClient.invalidateQueries(sessionQuery),
      ]);
      onClose();
    },
  });
  const wrong = hasTried ? fieldErrors(CreateRoleInput, input, save.error) : {};
  return (
    <Dialog isOpen onClose={onClose} title={role ? `Role ${role.key}` : "New role"}>
      <form
        noValidate
        className="space-y-5"
        onSubmit={(event) => {
          event.preventDefault();
          setHasTried(true);
          if (CreateRoleInput.safeParse(input).success) save.mutate();
        }}
      >
        {save.error && !(save.error instanceof ProofDeclined) && Object.keys(wrong).length === 0 && (
          <FormFailure error={save.error} />
        )}
        {!role && (
          <Field
            label="Name"
            placeholder="shift-lead"
            autoComplete="off"
            value={key}
            error={wrong["key"]}
            onChange={(event) => setKey(event.target.value)}
          />
        )}
        {!role?.isBuiltIn && (
          <Field
            label="Rank"
            inputMode="numeric"
            hint="Nobody can change or act for somebody of the same or a higher rank."
            value={rank}
            error={wrong["rank"]}
            onChange={(event) => setRank(event.target.value)}
          />
        )}
        <PermissionChoice
          label="What it may do"
          permissions={permissions}
          chosen={chosen}
          error={wrong["permissions"]}
          onChange={setChosen}
        />
        <div className="flex justify-end gap-2">
          <Button variant="secondary" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" isBusy={save.isPending}>
            {role ? "Keep the changes" : "Make the role"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

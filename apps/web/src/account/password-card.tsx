import { ChangePasswordInput, PASSWORD_MIN } from "@causeway/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import type { z } from "zod";
import { api } from "../api.ts";
import { FormFailure } from "../identity/form-failure.tsx";
import { useMe } from "../identity/me-context.ts";
import { sessionQuery } from "../identity/session.ts";
import { showIssues } from "../identity/show-issues.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { showToast } from "../ui/toast.tsx";

const FIELDS = ["currentPassword", "newPassword"] as const;

export function PasswordCard() {
  const me = useMe();
  const queryClient = useQueryClient();
  const form = useForm<z.input<typeof ChangePasswordInput>, unknown, ChangePasswordInput>({
    resolver: zodResolver(ChangePasswordInput),
    defaultValues: { currentPassword: "", newPassword: "" },
  });
  const { errors } = form.formState;
  const change = useMutation({
    mutationFn: (input: ChangePasswordInput) => api.identity.changePassword.mutate(input),
    onSuccess({ user }) {
      form.reset();
      queryClient.setQueryData(sessionQuery.queryKey, user);
      showToast({ title: "The password is changed", description: "Everywhere else you have to sign in again." });
      return queryClient.invalidateQueries({ queryKey: ["sessions"] });
    },
    onError: (error) =>
      void showIssues({
        form,
        error,
        fields: FIELDS,
        reasons: { PASSWORD_WRONG: "currentPassword", PASSWORD_COMMON: "newPassword" },
      }),
  });
  const submit = form.handleSubmit((input) => change.mutate(input));
  return (
    <Card title="Password">
      <form noValidate onSubmit={(event) => void submit(event)} className="space-y-4 px-5 pb-5">
        {change.error && Object.keys(errors).length === 0 && <FormFailure error={change.error} />}
        <PasswordField
          label="The one you have"
          autoComplete="current-password"
          error={errors.currentPassword?.message}
          {...form.register("currentPassword")}
        />
        <PasswordField
          label="The new one"
          autoComplete="new-password"
          hint={`At least ${PASSWORD_MIN} characters. A few words that only you would put together are best.`}
          error={errors.newPassword?.message}
          {...form.register("newPassword")}
        />
        <Button type="submit" disabled={me.impersonator !== null} isBusy={change.isPending}>
          Change the password
        </Button>
      </form>
    </Card>
  );
}

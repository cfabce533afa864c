import { PASSWORD_MIN, ResetPasswordInput } from "@causeway/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import { api } from "../api.ts";
import { FormFailure } from "../identity/form-failure.tsx";
import { showIssues } from "../identity/show-issues.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { useLinkToken } from "./link-token.ts";

const PasswordForm = ResetPasswordInput.pick({ password: true });

export function ResetPasswordPage() {
  const token = useLinkToken();
  const form = useForm<{ password: string }>({ resolver: zodResolver(PasswordForm), defaultValues: { password: "" } });
  const { errors } = form.formState;
  const reset = useMutation({
    mutationFn: ({ password }: { password: string }) => api.identity.resetPassword.mutate({ token: token ?? "", password }),
    onError: (error) => void showIssues({ form, error, fields: ["password"], reasons: { PASSWORD_COMMON: "password" } }),
  });
  const submit = form.handleSubmit((input) => reset.mutate(input));
  if (reset.isSuccess)
    return (
      <>
        <title>The password is set · Causeway</title>
        <h1 className="text-3xl">The password is set</h1>
        <p className="text-muted mt-3">Everybody who was signed in has to sign in again, and so do you.</p>
        <Link to="/sign-in" className={`${buttonClass()} mt-6`}>
          Sign in
        </Link>
      </>
    );
  return (
    <>
      <title>Set a new password · Causeway</title>
      <h1 className="text-3xl">Set a new password</h1>
      <form noValidate onSubmit={(event) => void submit(event)} className="mt-6 space-y-5">
        {token === null && (
          <p role="alert" className="text-bad font-medium">
            This address is not whole. Open the link out of the mail once more.
          </p>
        )}
        {reset.error && Object.keys(errors).length === 0 && (
          <FormFailure error={reset.error}>
            <Link to="/forgot-password" className="font-semibold underline">
              Ask for a new link
            </Link>
          </FormFailure>
        )}
        <PasswordField
          label="New password"
          autoComplete="new-password"
          hint={`At least ${PASSWORD_MIN} characters. A few words that only you would put together are best.`}
          error={errors.password?.message}
          {...form.register("password")}
        />
        <Button type="submit" className="w-full" isBusy={reset.isPending} disabled={token === null}>
          Set it
        </Button>
      </form>
    </>
  );
}

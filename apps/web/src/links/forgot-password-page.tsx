import { RequestPasswordResetInput } from "@causeway/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import { api } from "../api.ts";
import { FormFailure } from "../identity/form-failure.tsx";
import { Button, buttonClass } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";

export function ForgotPasswordPage() {
  const form = useForm<RequestPasswordResetInput>({
    resolver: zodResolver(RequestPasswordResetInput),
    defaultValues: { email: "" },
  });
  const ask = useMutation({ mutationFn: (input: RequestPasswordResetInput) => api.identity.requestPasswordReset.mutate(input) });
  const submit = form.handleSubmit((input) => ask.mutate(input));
  if (ask.isSuccess)
    return (
      <>
        <title>Look into your mail · Causeway</title>
        <h1 className="text-3xl">Look into your mail</h1>
        <p className="text-muted mt-3">
          If there is an account for {ask.variables.email}, a link to set a new password is on its way. It works once, for an hour.
        </p>
        <Link to="/sign-in" className={`${buttonClass("secondary")} mt-6`}>
          Back to signing in
        </Link>
      </>
    );
  return (
    <>
      <title>A new password · Causeway</title>
      <h1 className="text-3xl">A new password</h1>
      <p className="text-muted mt-3">Say which account it is for, and we mail you a link.</p>
      <form noValidate onSubmit={(event) => void submit(event)} className="mt-6 space-y-5">
        {ask.error && <FormFailure error={ask.error} />}
        <Field
          label="E-mail"
          type="email"
          autoComplete="username"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          error={form.formState.errors.email?.message}
          {...form.register("email")}
        />
        <Button type="submit" className="w-full" isBusy={ask.isPending}>
          Mail me a link
        </Button>
        <p className="text-sm">
          <Link to="/sign-in" className="text-primary font-semibold underline underline-offset-3">
            Back to signing in
          </Link>
        </p>
      </form>
    </>
  );
}

import { SignInInput } from "@causeway/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import type { z } from "zod";
import { api } from "../api.ts";
import { useStore } from "../lib/create-store.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { DemoAccounts } from "./demo-accounts.tsx";
import { departure } from "./departure.ts";
import { FormFailure } from "./form-failure.tsx";
import { SecondFactorStep } from "./second-factor-step.tsx";
import { showIssues } from "./show-issues.ts";
import { useEnter } from "./use-enter.ts";

export function SignInPage() {
  const enter = useEnter();
  const search = useSearch({ from: "/door" });
  const hasEnded = useStore(departure) === "ended";
  const form = useForm<z.input<typeof SignInInput>, unknown, SignInInput>({
    resolver: zodResolver(SignInInput),
    defaultValues: { email: "", password: "" },
  });
  const { errors } = form.formState;
  const signIn = useMutation({
    mutationFn: (input: SignInInput) => api.identity.signIn.mutate(input),
    onSuccess: (answer) => (answer.kind === "session" ? enter(answer.user) : undefined),
    onError: (error) => void showIssues({ form, error, fields: ["email", "password"] }),
  });
  const submit = form.handleSubmit((input) => signIn.mutate(input));
  if (signIn.data?.kind === "secondFactor") return <SecondFactorStep challenge={signIn.data.challenge} onBack={signIn.reset} />;

  return (
    <>
      <title>Sign in · Causeway</title>
      <h1 className="text-3xl">Sign in</h1>
      {hasEnded && (
        <output className="bg-warn-soft text-warn mt-4 block rounded-lg px-4 py-3">
          Your session has ended. Sign in to go on where you were.
        </output>
      )}
      <form noValidate onSubmit={(event) => void submit(event)} className="mt-6 space-y-5">
        {signIn.error && <FormFailure error={signIn.error} />}
        <Field
          label="E-mail"
          type="email"
          autoComplete="username"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          error={errors.email?.message}
          {...form.register("email")}
        />
        <PasswordField
          label="Password"
          autoComplete="current-password"
          error={errors.password?.message}
          {...form.register("password")}
        />
        <Button type="submit" className="w-full" isBusy={signIn.isPending}>
          Sign in
        </Button>
        <p className="text-sm">
          <Link to="/forgot-password" className="text-primary font-semibold underline underline-offset-3">
            Forgot your password?
          </Link>
        </p>
      </form>
      <p className="text-muted mt-6">
        New here?{" "}
        <Link
          to="/sign-up"
          search={search}
          className="text-primary hover:text-primary-strong font-semibold underline underline-offset-3"
        >
          Set up your restaurant
        </Link>
      </p>
      <DemoAccounts isBusy={signIn.isPending} onChoose={(account) => signIn.mutate({ ...account, delivery: "cookie" })} />
    </>
  );
}

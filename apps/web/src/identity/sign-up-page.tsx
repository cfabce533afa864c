import { isCausewayError } from "@causeway/client";
import { PASSWORD_MIN, SignUpInput } from "@causeway/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import type { z } from "zod";
import { api } from "../api.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { FormFailure } from "./form-failure.tsx";
import { showIssues } from "./show-issues.ts";
import { useEnter } from "./use-enter.ts";

const FIELDS = ["restaurant.name", "restaurant.address", "restaurant.phone", "email", "password"] as const;
const LINK_CLASS = "font-semibold text-primary underline underline-offset-3 hover:text-primary-strong";

export function SignUpPage() {
  const enter = useEnter();
  const search = useSearch({ from: "/door" });
  const form = useForm<z.input<typeof SignUpInput>, unknown, SignUpInput>({
    resolver: zodResolver(SignUpInput),
    defaultValues: { email: "", password: "", restaurant: { name: "", address: "", phone: "" } },
  });
  const { errors } = form.formState;
  const signUp = useMutation({
    mutationFn: ({ restaurant: { name, address, phone }, ...rest }: SignUpInput) =>
      api.identity.signUp.mutate({ ...rest, restaurant: { name, ...(address && { address }), ...(phone && { phone }) } }),
    onSuccess: ({ user }) => enter(user),
    onError: (error) => void showIssues({ form, error, fields: FIELDS, reasons: { EMAIL_TAKEN: "email" } }),
  });
  const submit = form.handleSubmit((input) => signUp.mutate(input));
  const isTaken = isCausewayError(signUp.error, "EMAIL_TAKEN");
  const isFieldsOnly = isTaken || (isCausewayError(signUp.error, "INVALID_INPUT") && Object.keys(errors).length > 0);

  return (
    <>
      <title>Set up your restaurant · Causeway</title>
      <h1 className="text-3xl">Set up your restaurant</h1>
      <p className="text-muted mt-2">Two minutes, and you see what to do first.</p>
      <form noValidate onSubmit={(event) => void submit(event)} className="mt-7 space-y-5">
        {signUp.error && !isFieldsOnly && <FormFailure error={signUp.error} />}
        <Field
          label="Restaurant's name"
          autoComplete="organization"
          error={errors.restaurant?.name?.message}
          {...form.register("restaurant.name")}
        />
        <Field
          label="Address"
          isOptional
          autoComplete="street-address"
          error={errors.restaurant?.address?.message}
          {...form.register("restaurant.address")}
        />
        <Field
          label="Phone"
          isOptional
          type="tel"
          autoComplete="tel"
          error={errors.restaurant?.phone?.message}
          {...form.register("restaurant.phone")}
        />
        <Field
          label="Your e-mail"
          type="email"
          autoComplete="username"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          error={
            errors.email?.message && (
              <>
                {errors.email.message}
                {isTaken && (
                  <>
                    {" "}
                    <Link to="/sign-in" search={search} className="whitespace-nowrap underline">
                      Sign in instead
                    </Link>
                  </>
                )}
              </>
            )
          }
          {...form.register("email")}
        />
        <PasswordField
          label="Password"
          autoComplete="new-password"
          hint={`At least ${PASSWORD_MIN} characters. A few words that only you would put together are best.`}
          error={errors.password?.message}
          {...form.register("password")}
        />
        <Button type="submit" className="w-full" isBusy={signUp.isPending}>
          Create the account
        </Button>
      </form>
      <p className="text-muted mt-6">
        Have an account?{" "}
        <Link to="/sign-in" search={search} className={LINK_CLASS}>
          Sign in
        </Link>
      </p>
    </>
  );
}

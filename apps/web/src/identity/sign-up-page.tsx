import { isCausewayError } from "@causeway/client";
import { PASSWORD_MIN, SignUpInput } from "@causeway/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import type { z } from "zod";
import { api } from "../api.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { SkeletonRows } from "../ui/skeleton-rows.tsx";
import { FormFailure } from "./form-failure.tsx";
import { filledIn, registerRestaurant, RESTAURANT_FIELDS, RestaurantFields } from "./restaurant-fields.tsx";
import { showIssues } from "./show-issues.ts";
import { StartSignUp } from "./start-sign-up.tsx";
import { useEnter } from "./use-enter.ts";

const FIELDS = [...RESTAURANT_FIELDS, "email", "password"] as const;
const LINK_CLASS = "font-semibold text-primary underline underline-offset-3 hover:text-primary-strong";

const modeQuery = queryOptions({
  queryKey: ["identity", "signUpMode"],
  queryFn: ({ signal }) => api.identity.signUpMode.query(undefined, { signal }),
  staleTime: Infinity,
});

export function SignUpPage() {
  const search = useSearch({ from: "/door" });
  const { data, isPending } = useQuery(modeQuery);
  return (
    <>
      <title>Set up your restaurant · Causeway</title>
      <h1 className="text-3xl">Set up your restaurant</h1>
      <p className="text-muted mt-2">Two minutes, and you see what to do first.</p>
      {isPending ? <SkeletonRows what="the form" rows={4} /> : data?.mode === "by-mail" ? <StartSignUp /> : <SignUpForm />}
      <p className="text-muted mt-6">
        Have an account?{" "}
        <Link to="/sign-in" search={search} className={LINK_CLASS}>
          Sign in
        </Link>
      </p>
    </>
  );
}

function SignUpForm() {
  const enter = useEnter();
  const search = useSearch({ from: "/door" });
  const form = useForm<z.input<typeof SignUpInput>, unknown, SignUpInput>({
    resolver: zodResolver(SignUpInput),
    defaultValues: { email: "", password: "", restaurant: { name: "", address: "", phone: "" } },
  });
  const { errors } = form.formState;
  const signUp = useMutation({
    mutationFn: ({ restaurant, ...rest }: SignUpInput) => api.identity.signUp.mutate({ ...rest, restaurant: filledIn(restaurant) }),
    onSuccess: ({ user }) => enter(user),
    onError: (error) =>
      void showIssues({ form, error, fields: FIELDS, reasons: { EMAIL_TAKEN: "email", PASSWORD_COMMON: "password" } }),
  });
  const submit = form.handleSubmit((input) => signUp.mutate(input));
  const isTaken = isCausewayError(signUp.error, "EMAIL_TAKEN");
  const isFieldsOnly =
    isTaken ||
    isCausewayError(signUp.error, "PASSWORD_COMMON") ||
    (isCausewayError(signUp.error, "INVALID_INPUT") && Object.keys(errors).length > 0);

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="mt-7 space-y-5">
      {signUp.error && !isFieldsOnly && <FormFailure error={signUp.error} />}
      <RestaurantFields fields={registerRestaurant(form.register)} errors={errors.restaurant} />
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
  );
}

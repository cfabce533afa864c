import { FinishSignUpInput, PASSWORD_MIN } from "@causeway/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import type { z } from "zod";
import { api } from "../api.ts";
import { changeSession } from "../identity/change-session.ts";
import { FormFailure } from "../identity/form-failure.tsx";
import { filledIn, registerRestaurant, RESTAURANT_FIELDS, RestaurantFields } from "../identity/restaurant-fields.tsx";
import { showIssues } from "../identity/show-issues.ts";
import { Button } from "../ui/button.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { useLinkToken } from "./link-token.ts";

const FinishForm = FinishSignUpInput.omit({ token: true });
type FinishForm = z.infer<typeof FinishForm>;
const FIELDS = [...RESTAURANT_FIELDS, "password"] as const;

/** The second half of signing up by mail: the address is proven, the rest is asked for. */
export function FinishSignUpPage() {
  const token = useLinkToken();
  const router = useRouter();
  const queryClient = useQueryClient();
  const form = useForm<z.input<typeof FinishForm>, unknown, FinishForm>({
    resolver: zodResolver(FinishForm),
    defaultValues: { password: "", restaurant: { name: "", address: "", phone: "" } },
  });
  const { errors } = form.formState;
  const finish = useMutation({
    mutationFn: ({ restaurant, ...rest }: FinishForm) =>
      api.identity.finishSignUp.mutate({ token: token ?? "", ...rest, restaurant: filledIn(restaurant) }),
    onSuccess: ({ user }) => changeSession({ queryClient, me: user, leave: () => router.navigate({ to: "/", replace: true }) }),
    onError: (error) => void showIssues({ form, error, fields: FIELDS, reasons: { PASSWORD_COMMON: "password" } }),
  });
  const submit = form.handleSubmit((input) => finish.mutate(input));
  return (
    <>
      <title>Set up your restaurant · Causeway</title>
      <h1 className="text-3xl">Set up your restaurant</h1>
      <form noValidate onSubmit={(event) => void submit(event)} className="mt-7 space-y-5">
        {token === null && (
          <p role="alert" className="text-bad font-medium">
            This address is not whole. Open the link out of the mail once more.
          </p>
        )}
        {finish.error && Object.keys(errors).length === 0 && <FormFailure error={finish.error} />}
        <RestaurantFields fields={registerRestaurant(form.register)} errors={errors.restaurant} />
        <PasswordField
          label="Password"
          autoComplete="new-password"
          hint={`At least ${PASSWORD_MIN} characters. A few words that only you would put together are best.`}
          error={errors.password?.message}
          {...form.register("password")}
        />
        <Button type="submit" className="w-full" isBusy={finish.isPending} disabled={token === null}>
          Create the account
        </Button>
      </form>
    </>
  );
}

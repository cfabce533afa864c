import { FactorCodeInput } from "@causeway/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useForm } from "react-hook-form";
import { api } from "../api.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { FormFailure } from "./form-failure.tsx";
import { showIssues } from "./show-issues.ts";
import { useEnter } from "./use-enter.ts";

/** The second step of signing in: a code of the app, or a backup code. */
export function SecondFactorStep({ challenge, onBack }: { challenge: string; onBack: () => void }) {
  const enter = useEnter();
  const [rememberDevice, setRememberDevice] = useState(false);
  const form = useForm<FactorCodeInput>({ resolver: zodResolver(FactorCodeInput), defaultValues: { code: "" } });
  const complete = useMutation({
    mutationFn: ({ code }: FactorCodeInput) => api.identity.completeSignIn.mutate({ challenge, code, rememberDevice }),
    onSuccess: ({ user }) => enter(user),
    onError: (error) => void showIssues({ form, error, fields: ["code"], reasons: { CODE_WRONG: "code" } }),
  });
  // The button that led here is gone, and the focus with it.
  useEffect(() => form.setFocus("code"), [form]);
  const { errors } = form.formState;
  const isToldAtField = errors.code !== undefined;

  return (
    <>
      <title>Second factor · Causeway</title>
      <h1 className="text-3xl">Enter your code</h1>
      <p className="text-muted mt-3">It is in your authenticator app. A backup code does as well.</p>
      <form
        noValidate
        onSubmit={(event) => void form.handleSubmit((input) => complete.mutate(input))(event)}
        className="mt-6 space-y-5"
      >
        {complete.error && !isToldAtField && <FormFailure error={complete.error} />}
        <Field
          label="Code"
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          error={errors.code?.message}
          {...form.register("code")}
        />
        <label className="flex min-h-11 items-center gap-3">
          <input
            type="checkbox"
            className="size-5"
            checked={rememberDevice}
            onChange={(event) => setRememberDevice(event.target.checked)}
          />
          Do not ask on this device for 30 days
        </label>
        <Button type="submit" className="w-full" isBusy={complete.isPending}>
          Sign in
        </Button>
        <Button type="button" className="w-full" variant="quiet" onClick={onBack}>
          Back
        </Button>
      </form>
    </>
  );
}

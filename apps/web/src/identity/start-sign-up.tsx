import { StartSignUpInput } from "@causeway/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { api } from "../api.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { FormFailure } from "./form-failure.tsx";

/** Where signing up begins with a mail: nobody learns here who has an account. */
export function StartSignUp() {
  const form = useForm<StartSignUpInput>({ resolver: zodResolver(StartSignUpInput), defaultValues: { email: "" } });
  const start = useMutation({ mutationFn: (input: StartSignUpInput) => api.identity.startSignUp.mutate(input) });
  const submit = form.handleSubmit((input) => start.mutate(input));
  if (start.isSuccess)
    return (
      <output className="bg-good-soft text-good mt-6 block rounded-lg px-4 py-3">
        {`Look into your mail: what comes next is in a message to ${start.variables.email}.`}
      </output>
    );
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="mt-7 space-y-5">
      {start.error && <FormFailure error={start.error} />}
      <Field
        label="Your e-mail"
        type="email"
        autoComplete="username"
        inputMode="email"
        autoCapitalize="none"
        spellCheck={false}
        hint="We mail you a link with which you go on."
        error={form.formState.errors.email?.message}
        {...form.register("email")}
      />
      <Button type="submit" className="w-full" isBusy={start.isPending}>
        Begin
      </Button>
    </form>
  );
}

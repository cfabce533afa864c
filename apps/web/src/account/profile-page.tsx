import { RequestEmailChangeInput, UpdateProfileInput } from "@causeway/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { api } from "../api.ts";
import { FormFailure } from "../identity/form-failure.tsx";
import { useMe } from "../identity/me-context.ts";
import { withProof } from "../identity/proof.ts";
import { sessionQuery } from "../identity/session.ts";
import { showIssues } from "../identity/show-issues.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Field } from "../ui/field.tsx";
import { Page } from "../ui/page.tsx";
import { showFailure } from "../ui/show-failure.ts";
import { showToast } from "../ui/toast.tsx";
import { CloseAccount } from "./close-account.tsx";
import { OldAccountsCard } from "./old-accounts-card.tsx";

export function ProfilePage() {
  const me = useMe();
  return (
    <Page
      title="Profile"
      isNarrow
      description={me.impersonator ? "Nothing here can be changed while acting for somebody else." : undefined}
    >
      <div className="space-y-6">
        <NameCard />
        <EmailCard />
        <OldAccountsCard />
        <CloseAccount />
      </div>
    </Page>
  );
}

function NameCard() {
  const me = useMe();
  const queryClient = useQueryClient();
  const form = useForm<UpdateProfileInput>({
    resolver: zodResolver(UpdateProfileInput),
    defaultValues: { displayName: me.displayName ?? "" },
  });
  const save = useMutation({
    mutationFn: (input: UpdateProfileInput) => api.identity.updateProfile.mutate(input),
    onSuccess() {
      showToast({ title: "Kept" });
      return queryClient.invalidateQueries(sessionQuery);
    },
  });
  const submit = form.handleSubmit((input) => save.mutate(input));
  return (
    <Card title="Your name">
      <form noValidate onSubmit={(event) => void submit(event)} className="space-y-4 px-5 pb-5">
        {save.error && <FormFailure error={save.error} />}
        <Field
          label="What others see"
          isOptional
          autoComplete="name"
          error={form.formState.errors.displayName?.message}
          {...form.register("displayName")}
        />
        <Button type="submit" isBusy={save.isPending}>
          Keep it
        </Button>
      </form>
    </Card>
  );
}

function EmailCard() {
  const me = useMe();
  const form = useForm<RequestEmailChangeInput>({ resolver: zodResolver(RequestEmailChangeInput), defaultValues: { email: "" } });
  const { errors } = form.formState;
  const resend = useMutation({
    mutationFn: () => api.identity.resendVerification.mutate(),
    onSuccess: () => showToast({ title: "A link is on its way", description: me.email }),
    onError: (error) => showFailure("No mail was sent", error),
  });
  const change = useMutation({
    mutationFn: (input: RequestEmailChangeInput) => withProof(() => api.identity.requestEmailChange.mutate(input)),
    onSuccess(_, { email }) {
      form.reset();
      showToast({ title: "Look into your mail", description: `The link went to ${email}. Nothing changes before it is opened.` });
    },
    onError: (error) => {
      if (!showIssues({ form, error, fields: ["email"], reasons: { EMAIL_UNCHANGED: "email" } }))
        showFailure("The address stays", error);
    },
  });
  const submit = form.handleSubmit((input) => change.mutate(input));
  return (
    <Card title="E-mail" aside={me.emailVerified ? <Badge tone="good">Confirmed</Badge> : <Badge tone="warn">Not confirmed</Badge>}>
      <div className="space-y-4 px-5 pb-5">
        <p className="flex flex-wrap items-center gap-3">
          <span className="min-w-0 break-words">{me.email}</span>
          {!me.emailVerified && (
            <Button variant="secondary" size="small" isBusy={resend.isPending} onClick={() => resend.mutate()}>
              Mail me the link
            </Button>
          )}
        </p>
        <form noValidate onSubmit={(event) => void submit(event)} className="space-y-4">
          <Field
            label="Another address"
            type="email"
            autoComplete="off"
            hint="You sign in with it once you have opened the link that we send there."
            error={errors.email?.message}
            {...form.register("email")}
          />
          <Button type="submit" variant="secondary" isBusy={change.isPending}>
            Change the address
          </Button>
        </form>
      </div>
    </Card>
  );
}

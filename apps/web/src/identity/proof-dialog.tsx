import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api.ts";
import { useStore } from "../lib/create-store.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { factorQuery } from "./factor-query.ts";
import { FormFailure } from "./form-failure.tsx";
import { pendingProof, ProofDeclined } from "./proof.ts";
import { sessionQuery } from "./session.ts";

/** Asks for the password, or a code, before something that a stolen session must not do. */
export function ProofDialog() {
  const pending = useStore(pendingProof);
  if (!pending) return null;
  const close = () => {
    pendingProof.set(null);
    pending.reject(new ProofDeclined());
  };
  const done = () => {
    pendingProof.set(null);
    pending.resolve();
  };
  return (
    <Dialog isOpen onClose={close} title="Is it you?">
      <ProofForm onDone={done} />
    </Dialog>
  );
}

function ProofForm({ onDone }: { onDone: () => void }) {
  const queryClient = useQueryClient();
  const { data: factor } = useQuery(factorQuery);
  const [by, setBy] = useState<"password" | "code">("password");
  const [value, setValue] = useState("");
  const prove = useMutation({
    mutationFn: () => api.identity.reauthenticate.mutate(by === "password" ? { password: value } : { code: value }),
    onSuccess({ user }) {
      queryClient.setQueryData(sessionQuery.queryKey, user);
      onDone();
    },
  });
  return (
    <form
      noValidate
      className="space-y-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (value !== "") prove.mutate();
      }}
    >
      <p className="text-muted">What comes next can change who gets into this account, so please show that it is you.</p>
      {prove.error && <FormFailure error={prove.error} />}
      {by === "password" ? (
        <PasswordField
          label="Your password"
          autoComplete="current-password"
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
      ) : (
        <Field
          label="A code of your app, or a backup code"
          autoComplete="one-time-code"
          spellCheck={false}
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {factor?.totpSince && (
          <Button
            variant="quiet"
            onClick={() => {
              setBy(by === "password" ? "code" : "password");
              setValue("");
            }}
          >
            {by === "password" ? "With a code instead" : "With the password instead"}
          </Button>
        )}
        <Button type="submit" isBusy={prove.isPending}>
          Go on
        </Button>
      </div>
    </form>
  );
}

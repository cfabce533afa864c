import { isCausewayError } from "@causeway/client";
import { useState } from "react";
import { FormFailure } from "../identity/form-failure.tsx";
import { ProofDeclined } from "../identity/proof.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";

export interface CodeFormProps {
  label: string;
  submitLabel: string;
  /** The mutation that takes the code. */
  action: { mutate: (code: string) => void; isPending: boolean; error: unknown };
}

/** Asks for one code. */
export function CodeForm({ label, submitLabel, action }: CodeFormProps) {
  const [code, setCode] = useState("");
  const isWrong = isCausewayError(action.error, "CODE_WRONG", "INVALID_INPUT");
  const isToldElsewhere = isWrong || action.error === null || action.error instanceof ProofDeclined;
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        action.mutate(code);
      }}
    >
      {!isToldElsewhere && <FormFailure error={action.error} />}
      <Field
        label={label}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        value={code}
        error={isWrong && isCausewayError(action.error) ? (action.error.issues[0]?.message ?? action.error.message) : undefined}
        onChange={(event) => setCode(event.target.value)}
      />
      <Button type="submit" isBusy={action.isPending}>
        {submitLabel}
      </Button>
    </form>
  );
}

import { API_KEY_SCOPES, CreateApiKeyInput, type Permission } from "@causeway/contract";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api.ts";
import { FormFailure } from "../identity/form-failure.tsx";
import { useMe } from "../identity/me-context.ts";
import { ProofDeclined, withProof } from "../identity/proof.ts";
import { can } from "../identity/session.ts";
import { fieldErrors } from "../lib/field-errors.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { PermissionChoice } from "../ui/permission-choice.tsx";
import { Select } from "../ui/select.tsx";
import { TextArea } from "../ui/text-area.tsx";

const LIVES = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "a year" },
  { value: "never", label: "until it is revoked" },
] as const;

export function NewKeyDialog({ onClose, onCreated }: { onClose: () => void; onCreated: (key: string) => void }) {
  const me = useMe();
  const [name, setName] = useState("");
  const [life, setLife] = useState<(typeof LIVES)[number]["value"]>("90");
  const [scopes, setScopes] = useState<Permission[]>([]);
  const [networks, setNetworks] = useState("");
  const [hasTried, setHasTried] = useState(false);
  const listed = networks.split(/[\s,]+/).filter((part) => part !== "");
  const input = {
    name,
    scopes,
    expiresInDays: life === "never" ? null : Number(life),
    ...(listed.length > 0 && { allowedNetworks: listed }),
  };
  const create = useMutation({
    mutationFn: () => withProof(() => api.apiKeys.create.mutate(input)),
    onSuccess: ({ key }) => onCreated(key),
  });
  const wrong = hasTried ? fieldErrors(CreateApiKeyInput, input, create.error) : {};
  const networkError = Object.entries(wrong).find(([path]) => path.startsWith("allowedNetworks"))?.[1];
  return (
    <Dialog isOpen onClose={onClose} title="New key">
      <form
        noValidate
        className="space-y-5"
        onSubmit={(event) => {
          event.preventDefault();
          setHasTried(true);
          if (CreateApiKeyInput.safeParse(input).success) create.mutate();
        }}
      >
        {create.error && !(create.error instanceof ProofDeclined) && Object.keys(wrong).length === 0 && (
          <FormFailure error={create.error} />
        )}
        <Field
          label="What it is for"
          placeholder="Till in the harbour shop"
          value={name}
          error={wrong["name"]}
          onChange={(event) => setName(event.target.value)}
        />
        <PermissionChoice
          label="What it may do"
          permissions={API_KEY_SCOPES.filter((permission) => can(me, permission))}
          chosen={scopes}
          error={wrong["scopes"]}
          onChange={setScopes}
        />
        <Select label="It works for" value={life} options={LIVES} onChange={setLife} />
        <TextArea
          label="From where it may be used"
          isOptional
          rows={2}
          hint="Addresses or networks, such as 203.0.113.7 or 203.0.113.0/24. From anywhere, if you leave it empty."
          value={networks}
          error={networkError}
          onChange={(event) => setNetworks(event.target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button variant="secondary" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" isBusy={create.isPending}>
            Make the key
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

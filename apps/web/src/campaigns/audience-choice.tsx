import type { Audience } from "@causeway/contract";
import { useQuery } from "@tanstack/react-query";
import { importQuery } from "../contacts/queries.ts";
import { ChoiceCards } from "../ui/choice-cards.tsx";
import { SwitchField } from "../ui/switch-field.tsx";

interface AudienceChoiceProps {
  value: Audience;
  importId: string | undefined;
  onChange: (audience: Audience) => void;
}

/** Who gets a text message: those who lapsed, everybody, or a list that was handed in. */
export function AudienceChoice({ value, importId, onChange }: AudienceChoiceProps) {
  const { data: list } = useQuery({ ...importQuery(importId ?? ""), enabled: importId !== undefined });
  const options = [
    { value: "lapsed", label: "Lapsed customers", hint: "No order for more than 30 days." },
    { value: "everyone", label: "All customers", hint: "But those who want no messages." },
    ...(importId === undefined ? [] : [{ value: "list", label: "This list", hint: list?.fileName ?? "The one just handed in." }]),
  ] as const;
  const isOnlyLapsed = value.kind === "list" && value.onlyLapsed;
  return (
    <div className="space-y-3">
      <ChoiceCards
        label="Who gets it"
        value={value.kind}
        options={options}
        onChange={(kind) => {
          if (kind === "list" && importId !== undefined) onChange({ kind, importId, onlyLapsed: true });
          else if (kind === "lapsed" || kind === "everyone") onChange({ kind });
        }}
      />
      {value.kind === "list" && (
        <SwitchField
          label="Only those who lapsed"
          isOn={isOnlyLapsed}
          onChange={(onlyLapsed) => onChange({ ...value, onlyLapsed })}
        />
      )}
    </div>
  );
}

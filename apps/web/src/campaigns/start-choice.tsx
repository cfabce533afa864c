import type { CampaignStart } from "@causeway/contract";
import { useState } from "react";
import { ChoiceCards } from "../ui/choice-cards.tsx";
import { Field } from "../ui/field.tsx";

const OPTIONS = [
  { value: "now", label: "Now", hint: "As soon as everything is ready." },
  { value: "at", label: "At a time", hint: "You can change your mind until then." },
  { value: "draft", label: "Later", hint: "Keep it as a draft." },
] as const;

const HOUR_MS = 3_600_000;

/** A moment as the browser's own control writes it, in the reader's time. */
function localText(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export interface StartChoiceProps {
  value: CampaignStart;
  error?: string | undefined;
  onChange: (start: CampaignStart) => void;
}

/** When a campaign starts. */
export function StartChoice({ value, error, onChange }: StartChoiceProps) {
  const [now] = useState(() => new Date());
  const tomorrow = new Date(Math.ceil(now.getTime() / HOUR_MS) * HOUR_MS + 24 * HOUR_MS);
  return (
    <div className="space-y-3">
      <ChoiceCards
        label="When it starts"
        value={value.kind}
        options={OPTIONS}
        onChange={(kind) => onChange(kind === "at" ? { kind, at: tomorrow } : { kind })}
      />
      {value.kind === "at" && (
        <Field
          label="It starts"
          type="datetime-local"
          value={localText(value.at)}
          min={localText(now)}
          error={error}
          onChange={({ target }) => {
            const at = new Date(target.value);
            if (!Number.isNaN(at.getTime())) onChange({ kind: "at", at });
          }}
        />
      )}
    </div>
  );
}

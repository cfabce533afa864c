import type { CampaignStart } from "@causeway/contract";
import type { ReactNode } from "react";
import { FormFailure } from "../identity/form-failure.tsx";
import { Button } from "../ui/button.tsx";
import { PreviewPanel, type PreviewPanelProps } from "./preview-panel.tsx";
import { StartChoice } from "./start-choice.tsx";

export interface CampaignFormProps {
  /** Why the campaign could not be made. */
  error: Error | null;
  /** What speaks against making it, where it was tried. */
  objection?: ReactNode;
  start: { value: CampaignStart; error: string | undefined; onChange: (start: CampaignStart) => void };
  /** What the last button says, by how the campaign starts. */
  labels: Record<CampaignStart["kind"], string>;
  isBusy: boolean;
  preview: PreviewPanelProps;
  onSubmit: () => void;
  /** The fields of the channel. */
  children: ReactNode;
}

/** What making a campaign is on every channel: its fields, when it starts, what comes of it, and then the button. */
export function CampaignForm({ error, objection, start, labels, isBusy, preview, onSubmit, children }: CampaignFormProps) {
  return (
    <form
      noValidate
      className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr]"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <div className="space-y-5">
        {children}
        <StartChoice value={start.value} error={start.error} onChange={start.onChange} />
      </div>
      {/* On a phone nobody should meet the button before what it does. */}
      <div className="lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:h-full">
        <PreviewPanel {...preview} />
      </div>
      <div className="space-y-4 lg:col-start-1 lg:row-start-2">
        {error && <FormFailure error={error} />}
        {objection}
        <Button type="submit" isBusy={isBusy}>
          {labels[start.value.kind]}
        </Button>
      </div>
    </form>
  );
}

import {
  type Audience,
  type CampaignStart,
  CreateSmsInput,
  DEFAULT_QUIET_HOURS,
  DEFAULT_SMS_TEMPLATE,
  OPT_OUT_TEXT,
} from "@causeway/contract";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api.ts";
import { fieldErrors } from "../lib/field-errors.ts";
import { formatNumber } from "../lib/format.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Field } from "../ui/field.tsx";
import { SwitchField } from "../ui/switch-field.tsx";
import { TextArea } from "../ui/text-area.tsx";
import type { ChannelFormProps } from "./ad-form.tsx";
import { AudienceChoice } from "./audience-choice.tsx";
import { CampaignForm } from "./campaign-form.tsx";
import { NobodyYet } from "./nobody-yet.tsx";
import { SmsPreviewCard } from "./sms-preview.tsx";
import { usePreview } from "./use-preview.ts";

const PLACES = ["{name}", "{restaurant}", "{offer}", "{code}"];

export function SmsForm({ restaurantId, from, importId, onCreated }: ChannelFormProps & { importId: string | undefined }) {
  const [id] = useState(() => crypto.randomUUID());
  const [offer, setOffer] = useState(from?.sms?.offer ?? "");
  const [template, setTemplate] = useState(from?.sms?.template ?? DEFAULT_SMS_TEMPLATE);
  const [audience, setAudience] = useState<Audience>(
    importId === undefined ? (from?.sms?.audience ?? { kind: "lapsed" }) : { kind: "list", importId, onlyLapsed: true },
  );
  const [isQuiet, setIsQuiet] = useState(from?.sms ? from.sms.quietHours !== null : true);
  const [start, setStart] = useState<CampaignStart>({ kind: "now" });
  const [hasTried, setHasTried] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const subject = { restaurantId, offer, template, audience, quietHours: isQuiet ? DEFAULT_QUIET_HOURS : null };
  const isFilled = offer.trim() !== "" && template.trim() !== "";
  const { preview, askedAt, isPending, error } = usePreview(isFilled ? subject : null, (input) =>
    api.campaigns.previewSms.mutate(input),
  );
  const create = useMutation({
    mutationFn: () => api.campaigns.createSms.mutate({ id, ...subject, start, ...(preview && { promoCode: preview.promoCode }) }),
    onSuccess: onCreated,
  });
  const wrong = hasTried ? fieldErrors(CreateSmsInput, { ...subject, start }, create.error) : {};
  const count = preview?.recipients ?? 0;
  // A draft and a later day may wait for customers; now there would be nobody to send to.
  const isForNobody = start.kind === "now" && preview !== undefined && !isPending && count === 0;

  return (
    <>
      <CampaignForm
        error={create.error}
        objection={hasTried && isForNobody && <NobodyYet restaurantId={restaurantId} audience={audience} />}
        start={{ value: start, error: wrong["start.at"], onChange: setStart }}
        labels={{ now: "Send it", at: "Schedule it", draft: "Keep the draft" }}
        isBusy={create.isPending}
        preview={{
          isPending,
          error,
          hint: "Say what you offer, and you see the message here.",
          children: preview && <SmsPreviewCard preview={preview} askedAt={askedAt} />,
        }}
        onSubmit={() => {
          setHasTried(true);
          if (!CreateSmsInput.safeParse({ ...subject, start }).success || isForNobody) return;
          if (start.kind === "now") setIsAsking(true);
          else create.mutate();
        }}
      >
        <AudienceChoice value={audience} importId={importId} onChange={setAudience} />
        <Field
          label="What you offer"
          placeholder="A free dessert with any main course."
          value={offer}
          error={wrong["offer"]}
          onChange={(event) => setOffer(event.target.value)}
        />
        <TextArea
          label="The message"
          value={template}
          maxLength={1000}
          error={wrong["template"]}
          hint={
            <>
              <span className="mr-1">Filled in for each customer:</span>
              {PLACES.map((place) => (
                <button
                  key={place}
                  type="button"
                  onClick={() => setTemplate(`${template.trimEnd()} ${place}`)}
                  className="figures bg-ink/8 hover:bg-ink/14 text-ink mr-1.5 rounded-md px-1.5 py-0.5"
                >
                  {place}
                </button>
              ))}
              <span className="mt-1 block">{`It ends with “${OPT_OUT_TEXT}”`}</span>
            </>
          }
          onChange={(event) => setTemplate(event.target.value)}
        />
        <SwitchField
          label="Not at night"
          hint={`Nothing is sent from ${DEFAULT_QUIET_HOURS.from} to ${DEFAULT_QUIET_HOURS.until}, by the restaurant's own clock.`}
          isOn={isQuiet}
          onChange={setIsQuiet}
        />
      </CampaignForm>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title={`Send to ${formatNumber(count)} ${count === 1 ? "customer" : "customers"}?`}
        confirmLabel="Send it"
        onConfirm={() => create.mutate()}
      >
        A message that is out cannot be called back. Each number gets it once.
      </ConfirmDialog>
    </>
  );
}

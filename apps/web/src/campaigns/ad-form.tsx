import { AD_BUDGET_MAX, AD_BUDGET_MIN, AdBudget, type CampaignDetail, type CampaignStart, CreateAdInput } from "@causeway/contract";
import { useMutation } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useState } from "react";
import { api } from "../api.ts";
import { fieldErrors } from "../lib/field-errors.ts";
import { CURRENCY_SIGN, formatAmount } from "../lib/format.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { AdPreviewCard } from "./ad-preview.tsx";
import { CampaignForm } from "./campaign-form.tsx";
import { PictureField } from "./picture-field.tsx";
import { usePreview } from "./use-preview.ts";

export interface ChannelFormProps {
  restaurantId: string;
  restaurantName: string;
  /** A campaign to begin from. */
  from: CampaignDetail | undefined;
  onCreated: (campaign: { id: string }) => void;
}

/** An amount as people type it, in minor units; NaN for anything else. */
const toMinor = (text: string) =>
  /^\d{1,7}([.,]\d{1,2})?$/.test(text.trim()) ? Math.round(Number(text.replace(",", ".")) * 100) : Number.NaN;

export function AdForm({ restaurantId, restaurantName, from, onCreated }: ChannelFormProps) {
  const [id] = useState(() => crypto.randomUUID());
  const [item, setItem] = useState(from?.ad?.item ?? "");
  const [offer, setOffer] = useState(from?.ad?.offer ?? "");
  const [budget, setBudget] = useState(((from?.budgetMinor ?? AD_BUDGET_MIN * 2) / 100).toFixed(2));
  const [own, setOwn] = useState(from?.ad ? from.ad.copy : null);
  const [pictureFileId, setPicture] = useState<string>();
  const [start, setStart] = useState<CampaignStart>({ kind: "now" });
  const isNamed = item.trim() !== "" && offer.trim() !== "";
  const { preview, isPending, error, again } = usePreview(isNamed ? { restaurantId, item, offer } : null, (input) =>
    api.campaigns.previewAd.mutate(input),
  );
  const copy = own ?? preview?.copy;
  const dailyBudgetMinor = toMinor(budget);
  const create = useMutation({
    mutationFn: () =>
      api.campaigns.createAd.mutate({
        id,
        restaurantId,
        item,
        offer,
        dailyBudgetMinor,
        start,
        ...(copy && { copy }),
        ...(preview && { promoCode: preview.promoCode }),
        ...(pictureFileId !== undefined && { pictureFileId }),
      }),
    onSuccess: onCreated,
  });
  const [hasTried, setHasTried] = useState(false);
  const wrong = hasTried ? fieldErrors(CreateAdInput, { restaurantId, item, offer, dailyBudgetMinor, start }, create.error) : {};
  const isBudgetWrong = hasTried && !AdBudget.safeParse(dailyBudgetMinor).success;
  const budgetError = Number.isNaN(dailyBudgetMinor) ? "Enter an amount such as 20.00." : wrong["dailyBudgetMinor"];

  return (
    <CampaignForm
      error={create.error}
      start={{ value: start, error: wrong["start.at"], onChange: setStart }}
      labels={{ now: "Start the ad", at: "Schedule the ad", draft: "Keep the draft" }}
      isBusy={create.isPending}
      preview={{
        isPending,
        error,
        hint: "Say what the ad is about and what you offer, and you see it here.",
        children: copy && (
          <AdPreviewCard
            businessName={restaurantName}
            copy={copy}
            promoCode={preview?.promoCode ?? from?.promoCode ?? null}
            pictureFileId={pictureFileId}
          />
        ),
      }}
      onSubmit={() => {
        setHasTried(true);
        if (CreateAdInput.safeParse({ restaurantId, item, offer, dailyBudgetMinor, start }).success) create.mutate();
      }}
    >
      <Field
        label="What it is about"
        placeholder="Lobster roll"
        value={item}
        error={wrong["item"]}
        onChange={(event) => setItem(event.target.value)}
      />
      <Field
        label="What you offer"
        placeholder="20 % off on weekdays"
        value={offer}
        error={wrong["offer"]}
        onChange={(event) => setOffer(event.target.value)}
      />
      <PictureField restaurantId={restaurantId} fileId={pictureFileId} onChange={setPicture} />
      {copy && (
        <fieldset className="border-line min-w-0 rounded-xl border px-4 pt-1 pb-4 [&>*+*]:mt-4 [&>legend+*]:mt-0">
          <legend className="px-1 font-semibold">The words</legend>
          <Field
            label="Headline"
            maxLength={80}
            value={copy.headline}
            onChange={(event) => setOwn({ ...copy, headline: event.target.value })}
          />
          <TextArea
            label="Text"
            maxLength={600}
            value={copy.text}
            onChange={(event) => setOwn({ ...copy, text: event.target.value })}
          />
          <div className="flex flex-wrap items-center justify-between gap-2">
            <p className="text-muted text-sm">{writtenBy(own === null ? preview?.writtenBy : "you")}</p>
            <Button
              variant="secondary"
              size="small"
              isBusy={isPending}
              onClick={() => {
                setOwn(null);
                again();
              }}
            >
              <RefreshCw aria-hidden className="size-3.5" />
              Write it anew
            </Button>
          </div>
        </fieldset>
      )}
      <Field
        label="Budget a day"
        inputMode="decimal"
        value={budget}
        start={CURRENCY_SIGN}
        hint={`From ${formatAmount(AD_BUDGET_MIN)} to ${formatAmount(AD_BUDGET_MAX)}. You can pause at any time.`}
        error={isBudgetWrong ? budgetError : undefined}
        onChange={(event) => setBudget(event.target.value)}
      />
    </CampaignForm>
  );
}

function writtenBy(author: string | undefined): string {
  if (author === "you") return "In your words.";
  return author === undefined || author === "embedded" ? "Put together from what you said." : `Written by ${author}.`;
}

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Megaphone, MessageSquareText } from "lucide-react";
import { useCurrentRestaurant } from "../app/use-current-restaurant.ts";
import { BackLink } from "../ui/back-link.tsx";
import { ChoiceCards } from "../ui/choice-cards.tsx";
import { Page } from "../ui/page.tsx";
import { SkeletonRows } from "../ui/skeleton-rows.tsx";
import { AdForm } from "./ad-form.tsx";
import { campaignQuery } from "./queries.ts";
import { SmsForm } from "./sms-form.tsx";

const PATH = "/shell/restaurants/$restaurantId/campaigns/new";
const CHANNELS = [
  {
    value: "ad",
    label: "An ad",
    hint: "Shown to people nearby who do not know you yet.",
    icon: <Megaphone aria-hidden className="text-primary size-4.5" />,
  },
  {
    value: "sms",
    label: "A text message",
    hint: "To customers who have not been back for a while.",
    icon: <MessageSquareText aria-hidden className="text-primary size-4.5" />,
  },
] as const;

/** From an idea to a campaign: the channel, the words, a look at the outcome, the start. */
export function NewCampaignPage() {
  const { restaurantId } = useParams({ from: PATH });
  const { channel, importId, copyOf } = useSearch({ from: PATH });
  const navigate = useNavigate({ from: "/restaurants/$restaurantId/campaigns/new" });
  const queryClient = useQueryClient();
  const restaurant = useCurrentRestaurant();
  const model = useQuery({ ...campaignQuery(copyOf ?? ""), enabled: copyOf !== undefined });
  const chosen = channel ?? model.data?.type;
  const form = {
    restaurantId,
    restaurantName: restaurant?.name ?? "",
    from: model.data,
    onCreated({ id: campaignId }: { id: string }) {
      void queryClient.invalidateQueries({ queryKey: ["campaigns"] });
      void navigate({ to: "/restaurants/$restaurantId/campaigns/$campaignId", params: { restaurantId, campaignId } });
    },
  };
  return (
    <Page
      title="New campaign"
      above={
        <BackLink to="/restaurants/$restaurantId/campaigns" params={{ restaurantId }}>
          Campaigns
        </BackLink>
      }
      description="You see what it will look like while you write. Nothing goes out before you say so."
    >
      <div className="mb-8 max-w-3xl">
        <ChoiceCards
          label="Channel"
          value={chosen}
          options={CHANNELS}
          onChange={(value) => void navigate({ search: (before) => ({ ...before, channel: value }), replace: true })}
        />
      </div>
      {copyOf !== undefined && model.isPending ? (
        <SkeletonRows what="the campaign to begin from" rows={4} />
      ) : (
        <>
          {chosen === "ad" && <AdForm {...form} />}
          {chosen === "sms" && <SmsForm {...form} importId={importId} />}
        </>
      )}
    </Page>
  );
}

import type { CampaignAction, CampaignDetail } from "@causeway/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { api } from "../api.ts";
import { useMe } from "../identity/me-context.ts";
import { can } from "../identity/session.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Menu, MenuItem } from "../ui/menu.tsx";
import { showFailure } from "../ui/show-failure.ts";
import { campaignQuery } from "./queries.ts";

/** Steps that need no more than a word; scheduling is done with the form, or by a time. */
const COMMANDS = {
  launch: { label: "Start now", run: (id: string) => api.campaigns.launch.mutate({ id }) },
  pause: { label: "Pause", run: (id: string) => api.campaigns.pause.mutate({ id }) },
  resume: { label: "Go on", run: (id: string) => api.campaigns.resume.mutate({ id }) },
  unschedule: { label: "Back to draft", run: (id: string) => api.campaigns.unschedule.mutate({ id }) },
  complete: { label: "End it", run: (id: string) => api.campaigns.complete.mutate({ id }) },
} as const;
type Command = keyof typeof COMMANDS;
const isCommand = (action: CampaignAction): action is Command => action in COMMANDS;

/** Cannot be taken back, so it is asked about. */
const ASKED: Partial<Record<Command, string>> = {
  complete: "An ended campaign cannot be started again. What it brought in stays.",
  launch: "It goes out now. Messages that are out cannot be called back.",
};
/** An ad can be paused, but what it spent until then is spent. */
const AD_STARTS = "It is shown from now on, and spends its budget until you pause it.";

/** What may be done with a campaign as it is now. */
export function CampaignActions({ campaign }: { campaign: CampaignDetail & { restaurantId: string } }) {
  const me = useMe();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<Command | "delete" | null>(null);
  const { id, restaurantId, name } = campaign;
  const step = useMutation({
    mutationFn: (command: Command) => COMMANDS[command].run(id),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["campaigns"] }),
    onError: (error) => showFailure("The campaign stays as it is", error),
  });
  const remove = useMutation({
    mutationFn: () => api.campaigns.delete.mutate({ id }),
    async onSuccess() {
      await navigate({ to: "/restaurants/$restaurantId/campaigns", params: { restaurantId } });
      queryClient.removeQueries(campaignQuery(id));
      await queryClient.invalidateQueries({ queryKey: ["campaigns"] });
    },
    onError: (error) => showFailure("The campaign is still there", error),
  });
  if (!can(me, "campaign:write")) return null;
  const [first, ...others] = campaign.actions.filter(isCommand);
  const begin = (command: Command) => (ASKED[command] ? setAsked(command) : step.mutate(command));
  return (
    <>
      {first && (
        <Button
          variant={first === "launch" || first === "resume" ? "primary" : "secondary"}
          isBusy={step.isPending}
          onClick={() => begin(first)}
        >
          {first === "launch" && campaign.status === "failed" ? "Try again" : COMMANDS[first].label}
        </Button>
      )}
      <Menu
        align="end"
        trigger={
          <Button variant="secondary" aria-label={`More about ${name}`}>
            <Ellipsis aria-hidden className="size-5" />
          </Button>
        }
      >
        {others.map((command) => (
          <MenuItem key={command} onSelect={() => begin(command)}>
            {COMMANDS[command].label}
          </MenuItem>
        ))}
        {campaign.actions.includes("duplicate") && (
          <MenuItem
            onSelect={() =>
              void navigate({ to: "/restaurants/$restaurantId/campaigns/new", params: { restaurantId }, search: { copyOf: id } })
            }
          >
            Begin another from it
          </MenuItem>
        )}
        {campaign.actions.includes("delete") && <MenuItem onSelect={() => setAsked("delete")}>Delete the draft</MenuItem>}
      </Menu>
      <ConfirmDialog
        isOpen={asked !== null}
        onOpenChange={(isOpen) => (isOpen ? undefined : setAsked(null))}
        title={asked === "delete" ? `Delete ${name}?` : asked === "launch" ? `Start ${name}?` : `End ${name}?`}
        confirmLabel={asked === "delete" ? "Delete it" : asked === null ? "" : COMMANDS[asked].label}
        isDangerous={asked !== "launch"}
        onConfirm={() => (asked === "delete" ? remove.mutate() : asked && step.mutate(asked))}
      >
        {asked === "delete"
          ? "A draft that is deleted is gone."
          : asked === "launch" && campaign.type === "ad"
            ? AD_STARTS
            : asked && ASKED[asked]}
      </ConfirmDialog>
    </>
  );
}

import { expect, it } from "vitest";
import { CAMPAIGN_ACTIONS, CAMPAIGN_STEPS, CampaignAction, CampaignStatus, canBecome } from "./campaign-states.ts";

it("every action is a step that there is, or changes the time of what is scheduled", () => {
  for (const action of CampaignAction.options) {
    const { from: states, to } = CAMPAIGN_ACTIONS[action];
    for (const from of states) expect(to === null || from === to || canBecome(from, to), `${action} of ${from}`).toBe(true);
  }
  expect(CampaignAction.options.toSorted()).toEqual(Object.keys(CAMPAIGN_ACTIONS).toSorted());
});

it("every status can be reached from a draft, and nothing comes after the end", () => {
  const reached = new Set<CampaignStatus>(["draft"]);
  for (const status of reached) for (const next of CAMPAIGN_STEPS[status]) reached.add(next);
  expect([...reached].toSorted()).toEqual(CampaignStatus.options.toSorted());
  expect(CAMPAIGN_STEPS.completed).toEqual([]);
});

import type { Actor } from "@causeway/testing";
import type { Sample, World } from "./samples.ts";

type Samples = Record<string, (world: World) => Sample | Promise<Sample>>;

const as = ({ accessToken }: Pick<Actor, "accessToken">, input?: unknown): Sample => ({ input, accessToken });

const AD = { item: "Oysters", offer: "Two for one", dailyBudgetMinor: 2000 };
const SMS = { offer: "Oysters for two.", quietHours: null };
const DAY_MS = 24 * 60 * 60 * 1000;

const later = ({ app }: World) => new Date(app.clock().getTime() + DAY_MS);
const ad = async ({ app, owner }: World) =>
  (await app.as(owner).campaigns.createAd({ restaurantId: owner.restaurantId, ...AD })).id;
const sms = async ({ app, owner }: World) =>
  (await app.as(owner).campaigns.createSms({ restaurantId: owner.restaurantId, ...SMS })).id;

/** An ad that is running. */
async function active(world: World): Promise<string> {
  const id = await ad(world);
  await world.app.as(world.owner).campaigns.launch({ id });
  await world.app.runJobs();
  return id;
}

async function scheduled(world: World): Promise<string> {
  const id = await ad(world);
  await world.app.as(world.owner).campaigns.schedule({ id, at: later(world) });
  return id;
}

async function paused(world: World): Promise<string> {
  const id = await active(world);
  await world.app.as(world.owner).campaigns.pause({ id });
  await world.app.runJobs();
  return id;
}

/** Calls that succeed: of campaigns. */
export const CAMPAIGN_SAMPLES: Samples = {
  "campaigns.list": ({ owner }) => as(owner, { restaurantId: owner.restaurantId, status: "active" }),
  "campaigns.get": ({ owner, campaignId }) => as(owner, { id: campaignId }),
  "campaigns.results": ({ owner, campaignId }) => as(owner, { id: campaignId, days: 7 }),
  "campaigns.progress": async (world) => as(world.owner, { id: await sms(world) }),
  "campaigns.watch": ({ owner, campaignId }) => as(owner, { id: campaignId }),
  "campaigns.recipients": async (world) => as(world.owner, { id: await sms(world), limit: 5 }),
  "campaigns.export": ({ owner }) => as(owner, { restaurantId: owner.restaurantId }),
  "campaigns.previewAd": ({ owner }) => as(owner, { restaurantId: owner.restaurantId, item: AD.item, offer: AD.offer }),
  "campaigns.createAd": ({ owner }) => as(owner, { restaurantId: owner.restaurantId, ...AD }),
  "campaigns.updateAd": async (world) => as(world.owner, { id: await ad(world), offer: "Three for two" }),
  "campaigns.previewSms": ({ owner }) => as(owner, { restaurantId: owner.restaurantId, offer: SMS.offer }),
  "campaigns.createSms": ({ owner }) => as(owner, { restaurantId: owner.restaurantId, ...SMS }),
  "campaigns.updateSms": async (world) => as(world.owner, { id: await sms(world), offer: "Mussels for two." }),
  "campaigns.launch": async (world) => as(world.owner, { id: await ad(world) }),
  "campaigns.schedule": async (world) => as(world.owner, { id: await ad(world), at: later(world) }),
  "campaigns.unschedule": async (world) => as(world.owner, { id: await scheduled(world) }),
  "campaigns.pause": async (world) => as(world.owner, { id: await active(world) }),
  "campaigns.resume": async (world) => as(world.owner, { id: await paused(world) }),
  "campaigns.complete": async (world) => as(world.owner, { id: await active(world) }),
  "campaigns.delete": async (world) => as(world.owner, { id: await ad(world) }),
  "campaigns.duplicate": async (world) => as(world.owner, { id: await ad(world) }),
  "campaigns.syncResults": async (world) => as(world.owner, { id: await active(world) }),
};

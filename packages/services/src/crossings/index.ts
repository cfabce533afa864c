export { ENDED_TOKEN_GRACE_MS, endActing, isTokenEnded, startActing } from "./acting.ts";
export { countCampaignsSince } from "./count-campaigns.ts";
export { createOldUserLookUp, type OldRestaurant, type OldUser } from "./find-old-user.ts";
export { countGoneSetups, listGoneCampaigns } from "./gone.ts";
export { signInAsBefore } from "./sign-in-as-before.ts";
export { signUpAsBefore } from "./sign-up-as-before.ts";

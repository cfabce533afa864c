export type { RecordedExchange, ReplayedAnswer, ReplayRules } from "@causeway/rest";
export { buildRequest, type ReplayRequest } from "./build-request.ts";
export { forgeToken } from "./forge-token.ts";
export { byPhase, readExchanges } from "./read-exchanges.ts";
export { replay, type ReplayOptions, type ReplayResult, type ReplayVerdict } from "./replay.ts";
export { describeDifference, type ReplaySummary, summarise } from "./summarise.ts";
export { appTarget, urlTarget } from "./targets.ts";

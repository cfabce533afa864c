export { type AppOptions, createApp } from "./app.ts";
export { crossingEngines } from "@causeway/legacy";
export { createLogger } from "./logger.ts";
export { oldTokenSystems } from "./old-token-systems.ts";
export { readSettings, SettingError, type LegacySettings, type Settings } from "./settings.ts";
export { type RunningServer, startServer } from "./start.ts";

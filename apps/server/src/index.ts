export { type AppOptions, createApp } from "./app.ts";
export { createLogger } from "./logger.ts";
export { readSettings, SettingError, type LegacySettings, type Settings } from "./settings.ts";
export { type RunningServer, startServer } from "./start.ts";

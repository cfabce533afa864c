import type { Page } from "playwright-core";
import { test as base } from "vitest";
import { launchBrowser } from "./browser.ts";
import { collectComplaints } from "./complaints.ts";
import { startServer } from "./server.ts";

export interface VisitorOptions {
  isDark?: boolean;
  isOnPhone?: boolean;
  /** Statuses of failed answers that belong to the test, besides 401: a visitor is always asked for first. */
  expectedStatuses?: number[];
  /** The test takes the server or the network away. */
  losesServer?: boolean;
}

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const DESKTOP = { viewport: { width: 1280, height: 860 } };

/** Of the server; a file that needs more overrides it. */
const ENVIRONMENT: Record<string, string> = { DEMO: "1", RATE_LIMITS: "off", LOG_LEVEL: "silent" };

/** Each file has a server with demo data and a browser; each test, as many visitors with cookies of their own as it asks for. */
export const test = base
  .extend("environment", { scope: "file" }, ENVIRONMENT)
  .extend("stage", { scope: "file" }, async ({ environment }, { onCleanup }) => {
    const [server, browser] = await Promise.all([startServer(environment), launchBrowser()]);
    onCleanup(async () => {
      await browser.close();
      await server.dispose();
    });
    return { server, browser };
  })
  .extend("server", { scope: "file" }, ({ stage }) => stage.server)
  .extend("openVisitor", async ({ stage: { server, browser } }, { onCleanup }) => {
    const visitors: { close: () => Promise<void>; complaints: string[] }[] = [];
    onCleanup(async () => {
      for (const { close } of visitors) await close();
      const complaints = visitors.flatMap((visitor) => visitor.complaints);
      if (complaints.length > 0) throw new Error(`the pages complained:\n${complaints.join("\n")}`);
    });
    return async ({
      isDark = false,
      isOnPhone = false,
      expectedStatuses = [],
      losesServer = false,
    }: VisitorOptions = {}): Promise<Page> => {
      const context = await browser.newContext({
        baseURL: server.url,
        locale: "en-GB",
        timezoneId: "Europe/London",
        colorScheme: isDark ? "dark" : "light",
        ...(isOnPhone ? PHONE : DESKTOP),
      });
      context.setDefaultTimeout(15_000);
      const complaints = await collectComplaints(context, { expectedStatuses: [401, ...expectedStatuses], losesServer });
      visitors.push({ close: () => context.close(), complaints });
      return context.newPage();
    };
  });

import type { BrowserContext } from "playwright-core";

/** What the browser logs of every answer that is not a success; whether it was one is for the test to say. */
const FAILED_ANSWER = /^Failed to load resource: .*status of (\d+)/;

export interface Expected {
  expectedStatuses: readonly number[];
  /** There is no answer at times. */
  losesServer: boolean;
}

/** Everything the pages of a context complain about: errors on the console, uncaught ones, and what the content security policy refused. */
export async function collectComplaints(context: BrowserContext, { expectedStatuses, losesServer }: Expected): Promise<string[]> {
  const complaints: string[] = [];
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
      console.error(`refused by ${violatedDirective}: ${blockedURI} at ${sourceFile}:${lineNumber}`),
    );
  });
  context.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    const status = FAILED_ANSWER.exec(message.text())?.[1];
    if (status !== undefined && expectedStatuses.includes(Number(status))) return;
    if (losesServer && message.text().startsWith("Failed to load resource: net::ERR_")) return;
    complaints.push(`${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  return complaints;
}

import { measureBundle } from "../../packages/client/scripts/bundle.ts";
import { heading, line } from "../lib/report.ts";
import { sampleOf } from "../lib/rounds.ts";

/** What a page downloads for the typed client, with everything it needs but React. */
export async function benchBundle(): Promise<void> {
  heading("The client's bundle");
  const { bytes, gzipBytes } = await measureBundle();
  line("minified", sampleOf([bytes / 1024]), { unit: " kB" });
  line("minified and gzipped", sampleOf([gzipBytes / 1024]), { unit: " kB", goal: { atMost: 20 } });
}

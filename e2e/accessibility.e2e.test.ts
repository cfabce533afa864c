import { expect } from "vitest";
import { forEachScreen } from "./support/screens.ts";
import { test } from "./support/test.ts";
import { violations } from "./support/violations.ts";

/** Both themes and both widths, each once: colours do not depend on the width. */
const LOOKS = [
  { look: "light, on a desktop", isDark: false, isOnPhone: false },
  { look: "dark, on a phone", isDark: true, isOnPhone: true },
];
/** Every screen there is, on a small machine. */
const PATIENCE = 240_000;
const PHONE_WIDTH = 390;

for (const { look, isDark, isOnPhone } of LOOKS) {
  test(
    `axe finds nothing wrong on any screen, and none is wider than its window: ${look}`,
    { timeout: PATIENCE },
    async ({ openVisitor }) => {
      const page = await openVisitor({ isDark, isOnPhone, expectedStatuses: [403] });
      await page.emulateMedia({ reducedMotion: "reduce" });
      const found: string[] = [];
      await forEachScreen(page, async ({ name }) => {
        const width = await page.evaluate(() => innerWidth);
        // A phone shows a page that is too wide by making its window wider.
        if (isOnPhone && width > PHONE_WIDTH) found.push(`${name}: ${width} pixels wide`);
        found.push(...(await violations(page)).map((violation) => `${name}: ${violation}`));
      });
      expect(found).toEqual([]);
    },
  );
}

import { createStore } from "../lib/create-store.ts";
import { readStored, writeStored } from "../lib/stored.ts";

export const THEME_CHOICES = ["system", "light", "dark"] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

const darkSystem = matchMedia("(prefers-color-scheme: dark)");
const isChoice = (value: string | null): value is ThemeChoice => THEME_CHOICES.some((choice) => choice === value);

function storedChoice(): ThemeChoice {
  const stored = readStored("theme");
  return isChoice(stored) ? stored : "system";
}

export const themeChoice = createStore<ThemeChoice>(storedChoice());

/** The same rule as `theme.js`, which has set the first theme before the page was painted. */
function apply(): void {
  const choice = themeChoice.get();
  const isDark = choice === "dark" || (choice === "system" && darkSystem.matches);
  document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", isDark ? "#08191f" : "#f1f5f5");
}

themeChoice.subscribe(apply);
darkSystem.addEventListener("change", apply);
// A choice made in another tab holds here as well.
addEventListener("storage", (event) => {
  if (event.key === null || event.key === "causeway.theme") themeChoice.set(storedChoice());
});

export function chooseTheme(choice: ThemeChoice): void {
  writeStored("theme", choice === "system" ? null : choice);
  themeChoice.set(choice);
}

import { LogoMark } from "../ui/logo.tsx";

/** Before anything is known: nearly nothing, so that a quick start does not flicker. */
export function BootScreen() {
  return (
    <output className="grid min-h-[60dvh] place-items-center">
      <LogoMark className="animate-drift size-12" />
      <span className="sr-only">Loading…</span>
    </output>
  );
}

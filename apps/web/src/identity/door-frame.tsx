import type { ReactNode } from "react";
import { ChartArt } from "../ui/chart-art.tsx";
import { Logo } from "../ui/logo.tsx";

/** A form by itself, and the chart of a causeway beside it. */
export function DoorFrame({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(30rem,5fr)_6fr]">
      <main className="flex flex-col px-6 pb-12 sm:px-12 lg:pt-6">
        <div className="border-line relative -mx-6 flex h-32 items-start border-b px-6 pt-4 sm:-mx-12 sm:px-12 lg:hidden">
          <ChartArt className="absolute inset-0 size-full" />
          <div className="bg-canvas/85 relative rounded-xl py-1.5 pr-4 pl-2">
            <Logo />
          </div>
        </div>
        <div className="hidden lg:block">
          <Logo />
        </div>
        <div className="mx-auto flex w-full max-w-100 flex-1 flex-col py-8 lg:justify-center lg:py-10">{children}</div>
      </main>
      <aside className="border-line relative hidden overflow-hidden border-l lg:block">
        <ChartArt className="absolute inset-0 size-full" />
        <div className="absolute right-10 bottom-10 max-w-72 border border-(--chart-line) bg-(--chart-deep) px-6 py-5 text-center">
          <p className="font-display text-2xl font-semibold">The way across</p>
          <p className="text-muted mt-2 text-sm">
            What your campaigns bring in, and what to do next. Passable at all states of the tide.
          </p>
        </div>
      </aside>
    </div>
  );
}

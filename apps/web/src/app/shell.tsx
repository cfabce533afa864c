import { useQuery } from "@tanstack/react-query";
import { Outlet, useRouter } from "@tanstack/react-router";
import { clsx } from "clsx";
import { useEffect } from "react";
import { ImpersonationBanner } from "../identity/impersonation-banner.tsx";
import { MeContext } from "../identity/me-context.ts";
import { ProofDialog } from "../identity/proof-dialog.tsx";
import { sessionQuery } from "../identity/session.ts";
import { useSessionWatch } from "../identity/use-session-watch.ts";
import { Shortcuts } from "./shortcuts.tsx";
import { Sidebar } from "./sidebar.tsx";
import { TabBar } from "./tab-bar.tsx";
import { TopBar } from "./top-bar.tsx";

/** Fetches the code of all screens while there is nothing else to do: they are small, and then open at once, also offline. */
function usePagesAhead(): void {
  const router = useRouter();
  useEffect(() => {
    const load = () => {
      for (const route of Object.values(router.routesById)) void Promise.resolve(router.loadRouteChunk(route)).catch(() => {});
    };
    const timer = setTimeout(load, 1_500);
    return () => clearTimeout(timer);
  }, [router]);
}

/** How soon an idle page finds out that its session was ended elsewhere. */
const LOOK_EVERY_MS = 60_000;

/** Around every screen of a signed-in user: navigation beside it on wide windows, above and below it on phones. */
export function Shell() {
  const { data: me } = useQuery({ ...sessionQuery, refetchInterval: LOOK_EVERY_MS });
  useSessionWatch(me);
  usePagesAhead();
  if (!me) return null;
  return (
    <MeContext value={me}>
      <a
        href="#content"
        className="bg-primary text-on-primary sr-only z-50 rounded-lg px-4 py-2 font-semibold focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        Skip to the content
      </a>
      <ImpersonationBanner />
      <div className={clsx("lg:grid lg:grid-cols-[15.5rem_minmax(0,1fr)]", me.impersonator ? "[--banner:3rem]" : "[--banner:0px]")}>
        <Sidebar />
        <div className="min-w-0">
          <TopBar />
          <main id="content" tabIndex={-1} className="pb-20 outline-none lg:pb-0">
            <Outlet />
          </main>
        </div>
      </div>
      <TabBar />
      <Shortcuts />
      <ProofDialog />
    </MeContext>
  );
}

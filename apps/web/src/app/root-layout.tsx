import { Outlet } from "@tanstack/react-router";
import { ConnectionWatch } from "./connection-watch.tsx";
import { RouteAnnouncer } from "./route-announcer.tsx";

/** Around every screen. */
export function RootLayout() {
  return (
    <>
      <RouteAnnouncer />
      <ConnectionWatch />
      <Outlet />
    </>
  );
}

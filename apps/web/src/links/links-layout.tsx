import { Outlet } from "@tanstack/react-router";
import { DoorFrame } from "../identity/door-frame.tsx";

export const LinksLayout = () => (
  <DoorFrame>
    <Outlet />
  </DoorFrame>
);

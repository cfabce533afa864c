import { Outlet } from "@tanstack/react-router";
import { ForbiddenPage } from "../app/forbidden-page.tsx";
import { useMe } from "../identity/me-context.ts";
import { can } from "../identity/session.ts";

export function AdminLayout() {
  return can(useMe(), "platform:read") ? <Outlet /> : <ForbiddenPage />;
}

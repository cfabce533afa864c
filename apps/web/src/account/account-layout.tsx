import { linkOptions, Outlet } from "@tanstack/react-router";
import { useMe } from "../identity/me-context.ts";
import { can } from "../identity/session.ts";
import { LinkTabs } from "../ui/link-tabs.tsx";

/** What belongs to the person: who they are, how they get in, what gets in for them. */
export function AccountLayout() {
  const me = useMe();
  const tabs = [
    { label: "Profile", link: linkOptions({ to: "/account", activeOptions: { exact: true } }) },
    { label: "Security", link: linkOptions({ to: "/account/security" }) },
    { label: "Sessions", link: linkOptions({ to: "/account/sessions" }) },
    ...(can(me, "api-key:write") ? [{ label: "API keys", link: linkOptions({ to: "/account/keys" }) }] : []),
  ];
  return (
    <>
      <div className="mx-auto w-full max-w-6xl px-4 pt-5 sm:px-8 lg:pt-8">
        <LinkTabs label="Account" tabs={tabs} />
      </div>
      <div className="-mt-8 lg:-mt-12">
        <Outlet />
      </div>
    </>
  );
}

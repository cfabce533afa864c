import { Link } from "@tanstack/react-router";
import { useMe } from "../identity/me-context.ts";
import { buttonClass } from "../ui/button.tsx";
import { MessagePage } from "./message-page.tsx";

export function ForbiddenPage() {
  const me = useMe();
  return (
    <MessagePage
      title="This road is closed to you"
      actions={
        <Link to="/" className={buttonClass()}>
          Back to the start
        </Link>
      }
    >
      <p>
        You are signed in as <strong className="text-ink">{me.email}</strong>, which may not open this page. If it should, ask an
        administrator.
      </p>
    </MessagePage>
  );
}

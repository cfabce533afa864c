import { Link } from "@tanstack/react-router";
import { buttonClass } from "../ui/button.tsx";
import { MessagePage } from "./message-page.tsx";

export function NotFoundPage() {
  return (
    <MessagePage
      title="Nothing here but water"
      actions={
        <Link to="/" className={buttonClass()}>
          Back to the start
        </Link>
      }
    >
      <p>This address leads nowhere. It may have been mistyped, or what was here is gone or belongs to somebody else.</p>
    </MessagePage>
  );
}

import { useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";

/** Says the new screen's title to screen readers, as a browser does for a page of its own. */
export function RouteAnnouncer() {
  const router = useRouter();
  const [title, setTitle] = useState("");
  useEffect(
    () =>
      router.subscribe("onRendered", ({ pathChanged, fromLocation }) => {
        // The title is set by the screen itself, which may still be on its way.
        if (pathChanged && fromLocation) setTimeout(() => setTitle(document.title), 150);
      }),
    [router],
  );
  return (
    <p aria-live="polite" aria-atomic="true" className="sr-only">
      {title}
    </p>
  );
}

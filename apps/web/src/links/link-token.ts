import { useState } from "react";

/** What the link of a mail carries behind its `#`. Read once, and taken off the address, so that it stays in no history. */
export function useLinkToken(): string | null {
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get("token"));
  if (token !== null && location.hash !== "") history.replaceState(history.state, "", location.pathname);
  return token;
}

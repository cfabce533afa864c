import { createClient } from "@causeway/client";
import { announceSignedOut } from "./identity/signed-out.ts";

/** The server's procedures. One client for the whole page, so that it refreshes one session once. */
export const api = createClient({ url: "", auth: { kind: "cookies" }, onSignedOut: announceSignedOut });

import { createClient } from "@causeway/client";
import { announceSignedOut } from "./identity/signed-out.ts";

/** Where Momentum's page of before kept its token: whoever was signed in there is signed in here. */
const momentumToken = {
  system: "momentum",
  read: () => localStorage.getItem("token"),
  forget: () => localStorage.removeItem("token"),
};

/** The server's procedures. One client for the whole page, so that it refreshes one session once. */
export const api = createClient({
  url: "",
  auth: { kind: "cookies" },
  oldToken: momentumToken,
  onSignedOut: announceSignedOut,
});

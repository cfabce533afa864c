import type { Audience } from "@causeway/contract";
import { Link } from "@tanstack/react-router";

/** Why nothing can be sent, and the way out. */
export function NobodyYet({ restaurantId, audience }: { restaurantId: string; audience: Audience }) {
  return (
    <div role="alert" className="border-bad/40 bg-bad-soft text-bad rounded-xl border px-4 py-3 font-medium">
      {audience.kind === "everyone"
        ? "There is no customer yet who could get it. "
        : "No customer has been away for more than 30 days, so nobody would get it. "}
      <Link to="/restaurants/$restaurantId/contacts" params={{ restaurantId }} className="underline underline-offset-3">
        Go to your customers
      </Link>
    </div>
  );
}

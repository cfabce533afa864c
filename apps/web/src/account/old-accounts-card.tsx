import type { OldAccount } from "@causeway/contract";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api.ts";
import { formatDate } from "../lib/format.ts";
import { Badge } from "../ui/badge.tsx";
import { Card } from "../ui/card.tsx";
import { RowName } from "../ui/row-name.tsx";

/** Where the account comes from. Most have no such past, and are not shown an empty card. */
export function OldAccountsCard() {
  const { data } = useQuery({
    queryKey: ["identity", "oldAccounts"],
    queryFn: ({ signal }) => api.identity.oldAccounts.query(undefined, { signal }),
  });
  if (!data || data.items.length === 0) return null;
  return (
    <Card title="Your old account">
      <ul aria-label="Old accounts" className="divide-line border-line divide-y border-t">
        {data.items.map((account) => (
          <li key={`${account.system} ${account.oldId}`} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3">
            <RowName isWide line={`Number ${account.oldId} there. ${stillOpen(account)}`}>
              {account.title}
            </RowName>
            <Badge tone={account.areTokensTaken ? "water" : "neutral"}>
              {account.areTokensTaken ? "Still open there" : "Crossed over"}
            </Badge>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function stillOpen({ areTokensTaken, tokensUntil }: OldAccount): string {
  if (!areTokensTaken) return "Your password is the same; where you were signed in there, sign in here once.";
  if (tokensUntil === null) return "Where you were signed in there, you are signed in here as well.";
  return `Where you were signed in there, you are signed in here as well, until ${formatDate(new Date(`${tokensUntil}T12:00:00Z`))}.`;
}

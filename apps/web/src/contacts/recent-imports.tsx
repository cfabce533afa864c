import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { formatNumber } from "../lib/format.ts";
import { Ago } from "../ui/ago.tsx";
import { Card } from "../ui/card.tsx";
import { importsQuery } from "./queries.ts";

/** The last lists that were handed in, with what is still to be corrected. */
export function RecentImports({ restaurantId }: { restaurantId: string }) {
  const { data } = useQuery(importsQuery(restaurantId));
  if (!data || data.items.length === 0) return null;
  return (
    <Card title="Lists handed in" className="mt-6">
      <ul className="divide-line border-line divide-y border-t">
        {data.items.map(({ id, fileName, state, accepted, openErrors, createdAt }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-5 py-3">
            <Link
              to="/restaurants/$restaurantId/contacts/imports/$importId"
              params={{ restaurantId, importId: id }}
              className="min-w-0 flex-1 font-medium break-words underline-offset-3 hover:underline"
            >
              {fileName}
            </Link>
            <span className="text-muted text-sm">
              {state === "reading" && "being read"}
              {state === "failed" && "could not be read"}
              {state === "done" && `${formatNumber(accepted)} customers`}
              {openErrors > 0 && ` · ${formatNumber(openErrors)} to correct`}
            </span>
            <span className="text-muted text-sm">
              <Ago at={createdAt} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

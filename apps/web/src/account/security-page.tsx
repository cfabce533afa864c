import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { api } from "../api.ts";
import { describeDevice } from "../identity/describe-device.ts";
import { Ago } from "../ui/ago.tsx";
import { Badge } from "../ui/badge.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { PagedList } from "../ui/paged-list.tsx";
import { FactorCard } from "./factor-card.tsx";
import { PasswordCard } from "./password-card.tsx";
import { TrustedDevices } from "./trusted-devices.tsx";

const signInsQuery = infiniteQueryOptions({
  queryKey: ["identity", "mySignIns"],
  queryFn: ({ pageParam, signal }) =>
    api.identity.mySignIns.query({ limit: 10, ...(pageParam && { cursor: pageParam }) }, { signal }),
  initialPageParam: "",
  getNextPageParam: (page) => page.nextCursor,
});

export function SecurityPage() {
  return (
    <Page title="Security" isNarrow>
      <div className="space-y-6">
        <PasswordCard />
        <FactorCard />
        <TrustedDevices />
        <SignIns />
      </div>
    </Page>
  );
}

function SignIns() {
  const query = useInfiniteQuery(signInsQuery);
  return (
    <Card title="Who tried to sign in">
      <div className="border-line border-t">
        <PagedList
          query={query}
          what={["try", "tries"]}
          rows={3}
          empty={<EmptyState title="Nobody">There was no try to sign in to this account.</EmptyState>}
        >
          {(tries) => (
            <ul className="divide-line divide-y">
              {tries.map(({ id, at, result, ip, userAgent, door }) => (
                <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3">
                  <span className="min-w-0 flex-1">
                    {describeDevice(userAgent).name}
                    <span className="text-muted text-sm">
                      {ip && ` · ${ip}`}
                      {door !== "web" && ` · over ${door}`}
                    </span>
                  </span>
                  <span className="text-muted text-sm">
                    <Ago at={at} />
                  </span>
                  <Badge tone={result === "success" ? "good" : "warn"}>{result === "success" ? "Signed in" : "Refused"}</Badge>
                </li>
              ))}
            </ul>
          )}
        </PagedList>
      </div>
    </Card>
  );
}

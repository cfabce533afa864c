import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../api.ts";
import { describeDevice } from "../identity/describe-device.ts";
import { factorQuery } from "../identity/factor-query.ts";
import { formatDate } from "../lib/format.ts";
import { Ago } from "../ui/ago.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { PagedList } from "../ui/paged-list.tsx";
import { RowName } from "../ui/row-name.tsx";
import { showFailure } from "../ui/show-failure.ts";

const devicesQuery = infiniteQueryOptions({
  queryKey: ["secondFactor", "trustedDevices"],
  queryFn: ({ pageParam, signal }) => api.secondFactor.trustedDevices.query(pageParam ? { cursor: pageParam } : {}, { signal }),
  initialPageParam: "",
  getNextPageParam: (page) => page.nextCursor,
});

/** Browsers that are not asked for the second factor; nothing without one. */
export function TrustedDevices() {
  const queryClient = useQueryClient();
  const { data: factor } = useQuery(factorQuery);
  const query = useInfiniteQuery({ ...devicesQuery, enabled: Boolean(factor?.totpSince) });
  const end = useMutation({
    mutationFn: (id: string) => api.secondFactor.endTrustedDevice.mutate({ id }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["secondFactor"] }),
    onError: (error) => showFailure("It is still excused", error),
  });
  if (!factor?.totpSince) return null;
  return (
    <Card title="Devices that are not asked for a code">
      <div className="border-line border-t">
        <PagedList
          query={query}
          what={["device", "devices"]}
          rows={2}
          empty={<EmptyState title="None">Every device is asked for a code at each sign-in.</EmptyState>}
        >
          {(devices) => (
            <ul className="divide-line divide-y">
              {devices.map(({ id, userAgent, ip, lastUsedAt, expiresAt }) => {
                const { name } = describeDevice(userAgent);
                return (
                  <li key={id} className="flex items-center gap-4 px-5 py-3">
                    <RowName
                      line={
                        <>
                          Last used <Ago at={lastUsedAt} />
                          {ip && ` from ${ip}`}
                          {` · until ${formatDate(expiresAt)}`}
                        </>
                      }
                    >
                      {name}
                    </RowName>
                    <Button variant="secondary" size="small" aria-label={`Ask ${name} again`} onClick={() => end.mutate(id)}>
                      Ask again
                    </Button>
                  </li>
                );
              })}
            </ul>
          )}
        </PagedList>
      </div>
    </Card>
  );
}

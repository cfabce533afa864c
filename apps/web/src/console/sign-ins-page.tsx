import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { api } from "../api.ts";
import { describeDevice } from "../identity/describe-device.ts";
import { formatDateTime } from "../lib/format.ts";
import { Badge } from "../ui/badge.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { RowName } from "../ui/row-name.tsx";
import { FilteredList } from "./filtered-list.tsx";

const RESULTS = [
  { value: "failure", label: "refused" },
  { value: "success", label: "signed in" },
] as const;

const attemptsQuery = (filter: { email?: string | undefined; result?: "success" | "failure" | undefined }) =>
  infiniteQueryOptions({
    queryKey: ["identity", "signInAttempts", filter],
    queryFn: ({ pageParam, signal }) =>
      api.identity.signInAttempts.query(
        {
          ...(filter.email && { email: filter.email }),
          ...(filter.result && { result: filter.result }),
          ...(pageParam && { cursor: pageParam }),
        },
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (rows) => rows,
  });

/** Who tried to get in, over which door, from where, and what came of it. */
export function SignInsPage() {
  const filter = useSearch({ from: "/shell/admin/sign-ins" });
  const navigate = useNavigate({ from: "/admin/sign-ins" });
  const query = useInfiniteQuery(attemptsQuery(filter));
  return (
    <Page title="Sign-ins" description="Every try to get into an account, over our doors and those of old systems.">
      <FilteredList
        filter={filter}
        onFilter={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        search={{ name: "email", label: "One address", placeholder: "A whole e-mail address" }}
        choices={[{ name: "result", label: "Result", options: RESULTS }]}
        query={query}
        label="Tries to sign in"
        what={["try", "tries"]}
        empty={<EmptyState title="No tries">Nobody has tried to sign in like that.</EmptyState>}
      >
        {({ id, at, email, door, result, reason, ip, userAgent }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3">
            <RowName
              isWide
              line={
                <>
                  {describeDevice(userAgent).name}
                  {ip && ` · ${ip}`}
                  {door !== "web" && ` · over ${door}`}
                </>
              }
            >
              {email}
            </RowName>
            <time dateTime={at.toISOString()} className="text-muted text-sm">
              {formatDateTime(at)}
            </time>
            <Badge tone={result === "success" ? "good" : "warn"}>
              {result === "success" ? "Signed in" : (reason ?? "Refused").toLowerCase().replaceAll("_", " ")}
            </Badge>
          </li>
        )}
      </FilteredList>
    </Page>
  );
}

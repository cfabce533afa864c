import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { api } from "../api.ts";
import { Ago } from "../ui/ago.tsx";
import { Badge } from "../ui/badge.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { RowName } from "../ui/row-name.tsx";
import { FilteredList } from "./filtered-list.tsx";

const STATES = [
  { value: "open", label: "open" },
  { value: "closed", label: "closed" },
] as const;

const usersQuery = (filter: { search?: string | undefined; state?: "open" | "closed" | undefined }) =>
  infiniteQueryOptions({
    queryKey: ["users", "list", filter],
    queryFn: ({ pageParam, signal }) =>
      api.users.list.query(
        {
          ...(filter.search && { search: filter.search }),
          ...(filter.state && { isDisabled: filter.state === "closed" }),
          ...(pageParam && { cursor: pageParam }),
        },
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (rows) => rows,
  });

/** Everybody who has an account. */
export function UsersPage() {
  const filter = useSearch({ from: "/shell/admin/users" });
  const navigate = useNavigate({ from: "/admin/users" });
  const query = useInfiniteQuery(usersQuery(filter));
  return (
    <Page title="Users" description="Everybody who has an account, with what they may do and when they were last here.">
      <FilteredList
        filter={filter}
        onFilter={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        search={{ name: "search", label: "Search users", placeholder: "Address or name" }}
        choices={[{ name: "state", label: "Accounts", options: STATES }]}
        query={query}
        label="Users"
        what={["user", "users"]}
        empty={<EmptyState title="Nobody is like that">No account fits what you asked for.</EmptyState>}
      >
        {(user) => (
          <li key={user.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3.5">
            <RowName
              line={
                <>
                  {user.displayName && `${user.displayName} · `}
                  {user.lastSeenAt ? (
                    <>
                      last here <Ago at={user.lastSeenAt} />
                    </>
                  ) : (
                    "never here"
                  )}
                </>
              }
            >
              <Link to="/admin/users/$userId" params={{ userId: user.id }} className="underline-offset-3 hover:underline">
                {user.email}
              </Link>
            </RowName>
            {user.hasSecondFactor && <Badge tone="good">Second factor</Badge>}
            {user.disabledAt && <Badge tone="warn">Closed</Badge>}
            <Badge>{user.role}</Badge>
          </li>
        )}
      </FilteredList>
    </Page>
  );
}

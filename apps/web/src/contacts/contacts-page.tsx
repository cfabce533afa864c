import type { Contact } from "@causeway/contract";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Plus, Upload } from "lucide-react";
import { useState } from "react";
import { useMe } from "../identity/me-context.ts";
import { can } from "../identity/session.ts";
import { Button } from "../ui/button.tsx";
import { CsvLink } from "../ui/csv-link.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { MoreRows } from "../ui/more-rows.tsx";
import { Page } from "../ui/page.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { Select } from "../ui/select.tsx";
import { SkeletonRows } from "../ui/skeleton-rows.tsx";
import { ContactDialog } from "./contact-dialog.tsx";
import { ContactRow } from "./contact-row.tsx";
import { contactsQuery } from "./queries.ts";
import { RecentImports } from "./recent-imports.tsx";
import { UploadListDialog } from "./upload-list-dialog.tsx";
import { useContactActions } from "./use-contact-actions.ts";

const PATH = "/shell/restaurants/$restaurantId/contacts";
const FILTERS = [
  { value: "all", label: "all" },
  { value: "lapsed", label: "lapsed" },
  { value: "opted-out", label: "without messages" },
] as const;
type Open = { kind: "upload" } | { kind: "contact"; contact?: Contact };

export function ContactsPage() {
  const me = useMe();
  const mayWrite = can(me, "contact:write");
  const { restaurantId } = useParams({ from: PATH });
  const { search, filter } = useSearch({ from: PATH });
  const navigate = useNavigate({ from: "/restaurants/$restaurantId/contacts" });
  const [open, setOpen] = useState<Open | null>(null);
  const actions = useContactActions();
  const query = useInfiniteQuery(contactsQuery({ restaurantId, ...(search && { search }), ...(filter && { filter }) }));
  const contacts = query.data?.pages.flatMap(({ items }) => items);
  const isFiltered = search !== undefined || filter !== undefined;
  const narrow = (change: { search?: string | undefined; filter?: "lapsed" | "opted-out" | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const upload = (
    <Button onClick={() => setOpen({ kind: "upload" })}>
      <Upload aria-hidden className="size-4" />
      Upload a list
    </Button>
  );

  return (
    <Page
      title="Customers"
      description="Who has ordered here, and who has not been back for a while."
      actions={
        mayWrite && (
          <>
            <Button variant="secondary" onClick={() => setOpen({ kind: "contact" })}>
              <Plus aria-hidden className="size-4" />
              New customer
            </Button>
            {upload}
          </>
        )
      }
    >
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <SearchField
          label="Search customers"
          placeholder="Name, number or e-mail"
          value={search ?? ""}
          onSearch={(text) => narrow({ search: text === "" ? undefined : text })}
        />
        <Select
          label="Show"
          value={filter ?? "all"}
          options={FILTERS}
          onChange={(value) => narrow({ filter: value === "all" ? undefined : value })}
        />
        {contacts && contacts.length > 0 && (
          <CsvLink href={`/v1/contacts/export?restaurantId=${restaurantId}`} className="sm:ml-auto" />
        )}
      </div>
      <div className="border-line bg-surface rounded-xl border">
        {contacts && contacts.length > 0 && (
          <>
            <ul
              aria-label="Customers"
              aria-busy={query.isPlaceholderData}
              className="divide-line divide-y transition-opacity aria-busy:opacity-60"
            >
              {contacts.map((contact) => (
                <ContactRow
                  key={contact.id}
                  contact={contact}
                  mayWrite={mayWrite}
                  actions={actions}
                  onEdit={() => setOpen({ kind: "contact", contact })}
                />
              ))}
            </ul>
            <MoreRows
              shown={contacts.length}
              what={["customer", "customers"]}
              hasMore={query.hasNextPage}
              isLoading={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
            />
          </>
        )}
        {contacts?.length === 0 &&
          (isFiltered ? (
            <EmptyState
              title="Nobody is like that"
              action={
                <Button variant="secondary" onClick={() => narrow({ search: undefined, filter: undefined })}>
                  Show all customers
                </Button>
              }
            >
              No customer fits what you asked for.
            </EmptyState>
          ) : (
            <EmptyState title="No customers yet" action={mayWrite && upload}>
              Upload the list you have, and invite back those who have not been here for a month.
            </EmptyState>
          ))}
        {query.isPending && <SkeletonRows what="the customers" rows={6} />}
        {query.isError && !contacts && (
          <ErrorState error={query.error} what="the customers" isRetrying={query.isFetching} onRetry={() => void query.refetch()} />
        )}
      </div>
      <RecentImports restaurantId={restaurantId} />
      {open?.kind === "upload" && <UploadListDialog restaurantId={restaurantId} onClose={() => setOpen(null)} />}
      {open?.kind === "contact" && (
        <ContactDialog restaurantId={restaurantId} contact={open.contact} onClose={() => setOpen(null)} />
      )}
    </Page>
  );
}

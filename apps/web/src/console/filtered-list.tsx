import type { ReactNode } from "react";
import { PagedList, type PagedQuery } from "../ui/paged-list.tsx";
import { Panel } from "../ui/panel.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { Select } from "../ui/select.tsx";

const ALL = "";

/** A part of the filter that is one of a few words. */
type FilterChoice<TFilter> = {
  [TName in keyof TFilter & string]: {
    name: TName;
    label: string;
    options: readonly { value: Exclude<TFilter[TName], undefined> & string; label: string }[];
    /** What stands for no choice; `all` unless told. */
    none?: string;
  };
}[keyof TFilter & string];

export interface FilteredListProps<TFilter, TItem> {
  /** As it stands in the address. */
  filter: TFilter;
  onFilter: (change: Partial<TFilter>) => void;
  search?: { name: keyof TFilter & string; label: string; placeholder?: string };
  choices: readonly FilterChoice<TFilter>[];
  /** More beside the filters. */
  aside?: ReactNode;
  query: PagedQuery<TItem>;
  /** The list's name, for those who do not see it. */
  label: string;
  /** One and many, such as `mail` and `mails`. */
  what: readonly [one: string, many: string];
  empty: ReactNode;
  /** One row, an `li` with a key. */
  children: (item: TItem) => ReactNode;
}

/** Safe: the names are the filter's own, and a choice's values are of its type; text may be anything. */
const changeOf = <TFilter,>(name: keyof TFilter, value: string): Partial<TFilter> =>
  ({ [name]: value === ALL ? undefined : value }) as Partial<TFilter>;

/** A list of the console: what it is filtered by, in the address so that it can be passed on, and its pages below. */
export function FilteredList<TFilter extends object, TItem>(props: FilteredListProps<TFilter, TItem>) {
  const { filter, onFilter, search, choices, aside, query, label, what, empty, children } = props;
  const valueOf = (name: keyof TFilter) => String(filter[name] ?? ALL);
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        {search && (
          <SearchField
            label={search.label}
            placeholder={search.placeholder ?? search.label}
            value={valueOf(search.name)}
            onSearch={(text) => onFilter(changeOf(search.name, text))}
          />
        )}
        {choices.map(({ name, label: choiceLabel, options, none = "all" }) => (
          <Select
            key={name}
            label={choiceLabel}
            value={valueOf(name)}
            options={[{ value: ALL, label: none }, ...options]}
            onChange={(value) => onFilter(changeOf<TFilter>(name, value))}
          />
        ))}
        {aside}
      </div>
      <Panel>
        <PagedList query={query} what={what} empty={empty}>
          {(items) => (
            <ul aria-label={label} className="divide-line divide-y">
              {items.map((item) => children(item))}
            </ul>
          )}
        </PagedList>
      </Panel>
    </>
  );
}

import type { Page } from "@causeway/contract";

const PAGE_ROWS = 1000;

interface PageOptions {
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** A list procedure without its pages, for old routes that always gave the whole list. */
export function everyPage<TInput extends PageOptions, TItem>(
  list: (input: TInput) => Promise<Page<TItem>>,
): (input: Omit<TInput, keyof PageOptions>) => Promise<TItem[]> {
  return async (input) => {
    const items: TItem[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await list(withPage<TInput>(input, { cursor, limit: PAGE_ROWS }));
      items.push(...page.items);
      if (page.nextCursor === null) return items;
      cursor = page.nextCursor;
    }
  };
}

/** Safe because an input is its page options and the rest, and both are given. */
function withPage<TInput extends PageOptions>(input: Omit<TInput, keyof PageOptions>, page: PageOptions): TInput {
  return { ...input, ...page } as TInput;
}

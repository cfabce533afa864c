import type { Checklist, ChecklistItem, ItemStatus, SetItemStatusInput } from "@causeway/contract";
import { useMutation, useMutationState, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../api.ts";
import { useWatched } from "../app/use-watched.ts";
import { showFailure } from "../ui/show-failure.ts";
import { showToast } from "../ui/toast.tsx";
import { ITEM_STATES } from "./item-states.ts";
import { checklistQuery } from "./queries.ts";

const SET_STATUS = ["checklists", "setStatus"];
const TOAST = "checklist-item";

/** What a person says about an item; notes that are left out stay. */
export interface ItemChange {
  status: ItemStatus;
  notes?: string | null;
}

/** A restaurant's checklist as it is everywhere, with this page's own changes already in it. */
export function useChecklist(restaurantId: string) {
  const queryClient = useQueryClient();
  const options = checklistQuery(restaurantId);
  const query = useQuery(options);
  const isLive = useWatched({
    topic: restaurantId,
    subscribe: (handlers) => api.checklists.watch.subscribe({ restaurantId }, handlers),
    onValue: (checklist: Checklist) =>
      void queryClient
        .cancelQueries({ queryKey: options.queryKey })
        .then(() => queryClient.setQueryData(options.queryKey, checklist)),
  });
  const onTheirWay = useMutationState({
    filters: { mutationKey: SET_STATUS, status: "pending" },
    select: ({ state }) => state.variables as SetItemStatusInput,
  });
  const { mutate } = useMutation({
    mutationKey: SET_STATUS,
    // One after the other, so that an undo cannot overtake what it undoes.
    scope: { id: SET_STATUS.join() },
    mutationFn: (input: SetItemStatusInput) => api.checklists.setStatus.mutate(input),
    // The counts come from the server: the list is asked for again, and the change stays on the page until it is there.
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries(options),
        queryClient.invalidateQueries({ queryKey: ["checklists", "history", restaurantId] }),
      ]),
    onError: (error) => showFailure("That was not kept", error, TOAST),
  });

  const setItem = (item: ChecklistItem, change: ItemChange) => {
    mutate({ restaurantId, itemId: item.id, ...change });
    const before = { status: item.status ?? "pending", notes: item.notes };
    showToast({
      id: TOAST,
      title: change.notes !== undefined && change.status === before.status ? "Note kept" : ITEM_STATES[change.status].label,
      description: item.title,
      action: { label: "Undo", run: () => mutate({ restaurantId, itemId: item.id, ...before }) },
    });
  };
  const changed = (item: ChecklistItem): ChecklistItem => {
    const change = onTheirWay.findLast(({ itemId }) => itemId === item.id);
    if (!change) return item;
    return { ...item, status: change.status, notes: change.notes === undefined ? item.notes : change.notes };
  };
  const checklist = query.data && {
    ...query.data,
    categories: query.data.categories.map((category) => ({ ...category, items: category.items.map(changed) })),
  };
  return { checklist, error: query.error, isFetching: query.isFetching, refetch: () => void query.refetch(), isLive, setItem };
}

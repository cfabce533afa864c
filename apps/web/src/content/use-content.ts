import type {
  ArchiveInput,
  ContentCategory,
  CreateCategoryInput,
  CreateItemInput,
  ReorderInput,
  UpdateCategoryInput,
  UpdateItemInput,
} from "@causeway/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../api.ts";
import { showFailure } from "../ui/show-failure.ts";
import { showToast } from "../ui/toast.tsx";
import { contentQuery } from "./queries.ts";

const byOrder = (ids: readonly string[]) => (left: { id: string }, right: { id: string }) =>
  ids.indexOf(left.id) - ids.indexOf(right.id);

/** The content in an order that the server has yet to confirm. */
function reordered(content: ContentCategory[], order: ReorderInput): ContentCategory[] {
  if (order.of === "categories") return content.toSorted(byOrder(order.ids));
  return content.map((category) =>
    category.id === order.categoryId ? { ...category, items: category.items.toSorted(byOrder(order.ids)) } : category,
  );
}

/** Everything an editor of the checklist does. Whatever the server refuses goes back to how it was. */
export function useContent() {
  const queryClient = useQueryClient();
  const query = useQuery(contentQuery);
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["checklists"] });
  const options = { onSettled: refresh, onError: (error: unknown) => showFailure("That was not kept", error) };

  const archive = useMutation({ mutationFn: (input: ArchiveInput) => api.checklists.archive.mutate(input), ...options });
  const reorder = useMutation({
    mutationFn: (input: ReorderInput) => api.checklists.reorder.mutate(input),
    async onMutate(order) {
      await queryClient.cancelQueries(contentQuery);
      queryClient.setQueryData(contentQuery.queryKey, (content) => content && reordered(content, order));
    },
    ...options,
  });
  const seed = useMutation({ mutationFn: () => api.checklists.seed.mutate(), ...options });
  const saveCategory = useMutation({
    mutationFn: (input: CreateCategoryInput | UpdateCategoryInput) =>
      "id" in input ? api.checklists.updateCategory.mutate(input) : api.checklists.createCategory.mutate(input),
    onSettled: refresh,
  });
  const saveItem = useMutation({
    mutationFn: (input: CreateItemInput | UpdateItemInput) =>
      "id" in input ? api.checklists.updateItem.mutate(input) : api.checklists.createItem.mutate(input),
    onSettled: refresh,
  });

  return {
    content: query.data,
    error: query.error,
    isFetching: query.isFetching,
    refetch: () => void query.refetch(),
    reorder: (order: ReorderInput) => reorder.mutate(order),
    seed,
    saveCategory,
    saveItem,
    /** Takes it off every checklist; can be taken back as long as the message stands, and later from the archive. */
    archive(what: { kind: "category" | "item"; id: string; name: string }) {
      const { kind, id, name } = what;
      archive.mutate({ kind, id, isArchived: true });
      showToast({
        id: "content",
        title: "Taken off the checklist",
        description: name,
        action: { label: "Undo", run: () => archive.mutate({ kind, id, isArchived: false }) },
      });
    },
    restore: ({ kind, id }: { kind: "category" | "item"; id: string }) => archive.mutate({ kind, id, isArchived: false }),
  };
}

export type Content = ReturnType<typeof useContent>;

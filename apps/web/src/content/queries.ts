import { queryOptions } from "@tanstack/react-query";
import { api } from "../api.ts";

/** The checklist without anybody's answers, with what is archived. */
export const contentQuery = queryOptions({
  queryKey: ["checklists", "content"],
  queryFn: ({ signal }) => api.checklists.content.query({ withArchived: true }, { signal }),
});

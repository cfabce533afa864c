import type { SetTaskInput, Task } from "@causeway/contract";
import { useMutation, useMutationState, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../api.ts";
import { showFailure } from "../ui/show-failure.ts";
import { showToast } from "../ui/toast.tsx";
import { tasksQuery } from "./queries.ts";
import { useWatchedTasks } from "./use-watched-tasks.ts";

const SET_TASK = ["checklists", "setTask"];
/** One message at a time: the last change is the one that can be undone. */
const TOAST = "task";

export interface Tasks {
  /** Undefined while they are on their way. */
  tasks: Task[] | undefined;
  error: unknown;
  isFetching: boolean;
  refetch: () => void;
  /** True while changes made elsewhere arrive by themselves. */
  isLive: boolean;
  /** Ticks off or opens again, at once on the page; what the server then refuses goes back. */
  setTask: (task: Task, isComplete: boolean) => void;
}

/** A restaurant's tasks as they are everywhere, with this page's own changes already in them. */
export function useTasks(restaurantId: string): Tasks {
  const queryClient = useQueryClient();
  const query = useQuery(tasksQuery(restaurantId));
  const isLive = useWatchedTasks(restaurantId);
  // Laid over the server's list instead of written into it: a push for one change cannot undo another that is on its way.
  const onTheirWay = useMutationState({
    filters: { mutationKey: SET_TASK, status: "pending" },
    select: ({ state }) => state.variables as SetTaskInput,
  });
  const { mutate } = useMutation({
    mutationKey: SET_TASK,
    // One after the other, so that an undo cannot overtake what it undoes.
    scope: { id: SET_TASK.join() },
    mutationFn: (input: SetTaskInput) => api.checklists.setTask.mutate(input),
    onSuccess: (changed) =>
      queryClient.setQueryData(tasksQuery(restaurantId).queryKey, (tasks) =>
        tasks?.map((task) => (task.id === changed.id ? changed : task)),
      ),
    onError: (error) => showFailure("That did not work", error, TOAST),
  });

  const setTask = (task: Task, isComplete: boolean) => {
    mutate({ id: task.id, isComplete });
    showToast({
      id: TOAST,
      title: isComplete ? "Ticked off" : "Open again",
      description: task.title,
      action: { label: "Undo", run: () => mutate({ id: task.id, isComplete: !isComplete }) },
    });
  };
  const tasks = query.data?.map((task) => {
    const change = onTheirWay.findLast(({ id }) => id === task.id);
    return change ? { ...task, isComplete: change.isComplete } : task;
  });
  return { tasks, error: query.error, isFetching: query.isFetching, refetch: () => void query.refetch(), isLive, setTask };
}

import { Checklist, GetChecklistInput, ListTasksInput, SetTaskInput, Task, TaskList } from "@causeway/contract";
import { getChecklist, listTasks, setTask, watchTasks } from "@causeway/services";
import { streamOf } from "../core/stream-of.ts";
import { permissionProcedure, router } from "../core/trpc.ts";

export const checklistsRouter = router({
  tasks: permissionProcedure("task:read")
    .meta({ summary: "A restaurant's first steps, oldest first." })
    .input(ListTasksInput)
    .output(TaskList)
    .query(({ ctx, input }) => listTasks(ctx, input)),

  setTask: permissionProcedure("task:write")
    .meta({ summary: "Ticks a task off, or opens it again." })
    .input(SetTaskInput)
    .output(Task)
    .mutation(({ ctx, input }) => setTask(ctx, input)),

  watchTasks: permissionProcedure("task:read")
    .meta({ summary: "The tasks now and after every change." })
    .input(ListTasksInput)
    .output(streamOf(TaskList))
    .subscription(({ ctx, input, signal }) => watchTasks(ctx, input, signal ?? new AbortController().signal)),

  get: permissionProcedure("checklist:read")
    .meta({ summary: "The whole checklist, with how far the restaurant is." })
    .input(GetChecklistInput)
    .output(Checklist)
    .query(({ ctx, input }) => getChecklist(ctx, input)),
});

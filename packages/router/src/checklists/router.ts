import {
  ArchiveInput,
  Checklist,
  ChecklistChangePage,
  ChecklistContent,
  ChecklistHistoryInput,
  ContentCategory,
  ContentItem,
  CreateCategoryInput,
  CreateItemInput,
  DONE,
  Done,
  GetChecklistInput,
  GetContentInput,
  ItemState,
  ListTasksInput,
  ReorderInput,
  SetItemStatusInput,
  SetTaskInput,
  Task,
  TaskList,
  UpdateCategoryInput,
  UpdateItemInput,
} from "@causeway/contract";
import {
  createCategory,
  createItem,
  getChecklist,
  getChecklistContent,
  listChecklistHistory,
  listTasks,
  reorderChecklist,
  seedChecklist,
  setArchived,
  setItemStatus,
  setTask,
  updateCategory,
  updateItem,
  watchChecklist,
  watchTasks,
} from "@causeway/services";
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

  watch: permissionProcedure("checklist:read")
    .meta({ summary: "The checklist now and after every change." })
    .input(GetChecklistInput)
    .output(streamOf(Checklist))
    .subscription(({ ctx, input, signal }) => watchChecklist(ctx, input, signal ?? new AbortController().signal)),

  setStatus: permissionProcedure("checklist:write")
    .meta({ summary: "Says how far a restaurant is with an item; notes that are left out stay." })
    .input(SetItemStatusInput)
    .output(ItemState)
    .mutation(({ ctx, input }) => setItemStatus(ctx, input)),

  history: permissionProcedure("checklist:read")
    .meta({ summary: "What was said about items over time, newest first." })
    .input(ChecklistHistoryInput)
    .output(ChecklistChangePage)
    .query(({ ctx, input }) => listChecklistHistory(ctx, input)),

  content: permissionProcedure("checklist:read")
    .meta({ summary: "The checklist without anybody's answers; what is archived for those who edit it." })
    .input(GetContentInput)
    .output(ChecklistContent)
    .query(({ ctx, input }) => getChecklistContent(ctx, input)),

  createCategory: permissionProcedure("checklist:edit")
    .meta({ summary: "Puts a category at the end of the checklist." })
    .input(CreateCategoryInput)
    .output(ContentCategory)
    .mutation(({ ctx, input }) => createCategory(ctx, input)),

  updateCategory: permissionProcedure("checklist:edit")
    .meta({ summary: "Changes a category's texts or type." })
    .input(UpdateCategoryInput)
    .output(ContentCategory)
    .mutation(({ ctx, input }) => updateCategory(ctx, input)),

  createItem: permissionProcedure("checklist:edit")
    .meta({ summary: "Puts an item at the end of a category." })
    .input(CreateItemInput)
    .output(ContentItem)
    .mutation(({ ctx, input }) => createItem(ctx, input)),

  updateItem: permissionProcedure("checklist:edit")
    .meta({ summary: "Changes an item, moves it to another category, or makes it a part of another." })
    .input(UpdateItemInput)
    .output(ContentItem)
    .mutation(({ ctx, input }) => updateItem(ctx, input)),

  reorder: permissionProcedure("checklist:edit")
    .meta({ summary: "Puts the categories, or the items of one, into the order given." })
    .input(ReorderInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await reorderChecklist(ctx, input);
      return DONE;
    }),

  archive: permissionProcedure("checklist:edit")
    .meta({ summary: "Takes a category or an item off the checklist, or puts it back; answers are kept." })
    .input(ArchiveInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await setArchived(ctx, input);
      return DONE;
    }),

  seed: permissionProcedure("checklist:edit")
    .meta({ summary: "Fills an empty checklist with one to start from." })
    .output(Done)
    .mutation(async ({ ctx }) => {
      await seedChecklist(ctx);
      return DONE;
    }),
});

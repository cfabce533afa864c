import { useParams } from "@tanstack/react-router";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Page } from "../ui/page.tsx";
import { ProgressRing } from "../ui/progress-ring.tsx";
import { SkeletonRows } from "../ui/skeleton-rows.tsx";
import { LiveSign } from "./live-sign.tsx";
import { TaskItem } from "./task-item.tsx";
import { useTasks } from "./use-tasks.ts";

export function TasksPage() {
  const { restaurantId } = useParams({ from: "/shell/restaurants/$restaurantId/tasks" });
  const { tasks, error, isFetching, refetch, isLive, setTask } = useTasks(restaurantId);
  const done = tasks?.filter(({ isComplete }) => isComplete).length ?? 0;
  return (
    <Page isNarrow title="First steps" description="What makes the rest work. Tick off what is done; everybody sees it at once.">
      <div className="border-line bg-surface rounded-xl border">
        {tasks && tasks.length > 0 && (
          <>
            <div className="border-line flex items-center gap-4 border-b px-5 py-4">
              <ProgressRing percentage={Math.round((done / tasks.length) * 100)} label="First steps done" />
              <p className="flex-1">
                <strong className="figures text-lg">{`${done} of ${tasks.length}`}</strong>{" "}
                <span className="text-muted">{done === tasks.length ? "done: the way is clear" : "done"}</span>
              </p>
              <LiveSign isLive={isLive} />
            </div>
            <ul className="divide-line divide-y">
              {tasks.map((task) => (
                <TaskItem key={task.id} task={task} onChange={(isComplete) => setTask(task, isComplete)} />
              ))}
            </ul>
          </>
        )}
        {tasks?.length === 0 && <EmptyState title="No first steps">There is nothing to set up for this restaurant.</EmptyState>}
        {!tasks && error !== null && <ErrorState error={error} what="the first steps" isRetrying={isFetching} onRetry={refetch} />}
        {!tasks && error === null && <SkeletonRows what="the first steps" rows={5} />}
      </div>
    </Page>
  );
}

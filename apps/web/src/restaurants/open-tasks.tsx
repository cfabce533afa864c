import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { TaskItem } from "../checklists/task-item.tsx";
import { useTasks } from "../checklists/use-tasks.ts";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { SkeletonRows } from "../ui/skeleton-rows.tsx";

const MOST = 4;

/** The first steps that are still to do. Those ticked off here stay until the screen is left, so that nothing jumps. */
export function OpenTasks({ restaurantId }: { restaurantId: string }) {
  const { tasks, error, isFetching, refetch, setTask } = useTasks(restaurantId);
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const open = tasks?.filter(({ isComplete }) => !isComplete).length ?? 0;
  const shown = tasks?.filter(({ id, isComplete }) => !isComplete || kept.has(id)).slice(0, MOST) ?? [];
  const all = (
    <Link
      to="/restaurants/$restaurantId/tasks"
      params={{ restaurantId }}
      className="text-primary font-semibold underline-offset-3 hover:underline"
    >
      {tasks ? `${open} of ${tasks.length} open` : "All first steps"}
    </Link>
  );
  return (
    <Card title="First steps" aside={all}>
      {tasks && shown.length === 0 && (
        <EmptyState title="All done">
          {tasks.length === 0 ? "There are no first steps for this restaurant." : "Every first step is behind you."}
        </EmptyState>
      )}
      {shown.length > 0 && (
        <ul className="divide-line border-line divide-y border-t">
          {shown.map((task) => (
            <TaskItem
              key={task.id}
              task={task}
              onChange={(isComplete) => {
                setKept(new Set([...kept, task.id]));
                setTask(task, isComplete);
              }}
            />
          ))}
        </ul>
      )}
      {!tasks && error !== null && <ErrorState error={error} what="the first steps" isRetrying={isFetching} onRetry={refetch} />}
      {!tasks && error === null && <SkeletonRows what="the first steps" />}
    </Card>
  );
}

import type { Task } from "@causeway/contract";
import { clsx } from "clsx";
import { Check } from "lucide-react";
import { useMe } from "../identity/me-context.ts";
import { can } from "../identity/session.ts";
import { Ago } from "../ui/ago.tsx";

export interface TaskItemProps {
  task: Task;
  onChange: (isComplete: boolean) => void;
}

/** One task of a list, with its box to tick. */
export function TaskItem({ task, onChange }: TaskItemProps) {
  const me = useMe();
  return (
    <li>
      <label className="hover:bg-ink/3 flex min-h-13 cursor-pointer items-center gap-3.5 px-5 py-3 has-disabled:cursor-default">
        <span className="relative grid size-5.5 shrink-0 place-items-center">
          <input
            type="checkbox"
            checked={task.isComplete}
            disabled={!can(me, "task:write")}
            onChange={(event) => onChange(event.target.checked)}
            className="peer border-line-strong bg-surface checked:border-primary checked:bg-primary size-5.5 cursor-[inherit] appearance-none rounded-md border-2 transition-colors"
          />
          <Check
            aria-hidden
            strokeWidth={3}
            className="text-on-primary pointer-events-none absolute size-4 opacity-0 peer-checked:opacity-100"
          />
        </span>
        <span className={clsx("min-w-0 flex-1 break-words", task.isComplete && "text-muted line-through decoration-line-strong")}>
          {task.title}
        </span>
        {task.isComplete && (
          <span className="text-muted shrink-0 text-sm">
            <Ago at={task.updatedAt} />
          </span>
        )}
      </label>
    </li>
  );
}

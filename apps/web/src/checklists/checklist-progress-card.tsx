import type { ChecklistProgress } from "@causeway/contract";
import { ProgressRing } from "../ui/progress-ring.tsx";

export interface ChecklistProgressCardProps {
  /** Of the heading. */
  id: string;
  title: string;
  description: string;
  progress: ChecklistProgress;
}

/** How far one kind of checklist is, in all and in what matters most. */
export function ChecklistProgressCard({ id, title, description, progress }: ChecklistProgressCardProps) {
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-8 gap-y-4">
      <div>
        <h2 id={id} className="text-xl">
          {title}
        </h2>
        <p className="text-muted">{description}</p>
      </div>
      <div className="flex flex-wrap gap-x-8 gap-y-3">
        <Ring
          label="All"
          name={`${title}: all`}
          percentage={progress.percentage}
          done={progress.completed}
          total={progress.total}
        />
        {progress.criticalTotal > 0 && (
          <Ring
            label="Critical"
            name={`${title}: critical`}
            percentage={progress.criticalPercentage}
            done={progress.criticalCompleted}
            total={progress.criticalTotal}
          />
        )}
      </div>
    </header>
  );
}

function Ring({
  label,
  name,
  percentage,
  done,
  total,
}: {
  label: string;
  name: string;
  percentage: number;
  done: number;
  total: number;
}) {
  return (
    <div className="flex items-center gap-3">
      <ProgressRing percentage={percentage} label={name} />
      <p>
        <span className="block font-semibold">{label}</span>
        <span className="text-muted text-sm">{`${done} of ${total} done`}</span>
      </p>
    </div>
  );
}

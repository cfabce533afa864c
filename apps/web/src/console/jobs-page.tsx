import { type Job, JobState } from "@causeway/contract";
import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { api } from "../api.ts";
import { LOOK_AGAIN_MS } from "../app/look-again.ts";
import { useMe } from "../identity/me-context.ts";
import { can } from "../identity/session.ts";
import { Ago } from "../ui/ago.tsx";
import { Badge, type BadgeTone } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { showFailure } from "../ui/show-failure.ts";
import { SwitchField } from "../ui/switch-field.tsx";
import { FilteredList } from "./filtered-list.tsx";

const STATES: Record<JobState, { label: string; tone: BadgeTone }> = {
  queued: { label: "Waiting", tone: "neutral" },
  active: { label: "Running", tone: "water" },
  completed: { label: "Done", tone: "good" },
  dead: { label: "Given up", tone: "warn" },
  cancelled: { label: "Cancelled", tone: "neutral" },
};
const FILTERS = JobState.options.map((value) => ({ value, label: STATES[value].label.toLowerCase() }));

const jobsQuery = ({ state, all = false }: { state?: JobState | undefined; all?: boolean | undefined }) =>
  infiniteQueryOptions({
    queryKey: ["jobs", "list", state, all],
    queryFn: ({ pageParam, signal }) =>
      api.jobs.list.query({ housekeeping: all, ...(state && { state }), ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (rows) => rows,
    refetchInterval: LOOK_AGAIN_MS,
  });

/** Work that is done in the background: what waits, runs, was given up. */
export function JobsPage() {
  const { all, ...filter } = useSearch({ from: "/shell/admin/jobs" });
  const navigate = useNavigate({ from: "/admin/jobs" });
  const query = useInfiniteQuery(jobsQuery({ ...filter, all }));
  return (
    <Page
      title="Jobs"
      description="What is done in the background. A job that failed is tried again by itself; one that was given up waits for you."
    >
      <FilteredList
        filter={filter}
        onFilter={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        choices={[{ name: "state", label: "State", options: FILTERS }]}
        aside={
          <SwitchField
            label="Show housekeeping"
            isOn={all ?? false}
            onChange={(isOn) => void navigate({ search: (before) => ({ ...before, all: isOn || undefined }), replace: true })}
          />
        }
        query={query}
        label="Jobs"
        what={["job", "jobs"]}
        empty={
          <EmptyState title="No jobs">
            {filter.state ? "No job is in this state." : "Nothing was asked for yet. What the clock asks for is housekeeping."}
          </EmptyState>
        }
      >
        {(job) => <JobRow key={job.id} job={job} />}
      </FilteredList>
    </Page>
  );
}

function JobRow({ job }: { job: Job }) {
  const me = useMe();
  const queryClient = useQueryClient();
  const settled = () => queryClient.invalidateQueries({ queryKey: ["jobs"] });
  const cancel = useMutation({
    mutationFn: () => api.jobs.cancel.mutate({ id: job.id }),
    onSettled: settled,
    onError: (error) => showFailure("The job goes on", error),
  });
  const redrive = useMutation({
    mutationFn: () => api.jobs.redrive.mutate({ id: job.id }),
    onSettled: settled,
    onError: (error) => showFailure("The job stays given up", error),
  });
  const { label, tone } = STATES[job.state];
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3.5">
      <div className="min-w-0 flex-1">
        <p className="figures font-medium break-words">{job.name}</p>
        <p className="text-muted text-sm">
          <Ago at={job.createdAt} />
          {job.attempts > 1 && ` · try ${job.attempts} of ${job.maxAttempts}`}
          {job.progress?.note && ` · ${job.progress.note}`}
        </p>
        {job.lastError && job.state !== "completed" && <p className="text-bad mt-1 text-sm break-words">{job.lastError}</p>}
        {job.state === "active" && job.progress && (
          <ProgressBar label={job.name} done={job.progress.done} total={job.progress.total} className="mt-2 max-w-md" />
        )}
      </div>
      <Badge tone={tone}>{job.isCancelling && job.state === "active" ? "Stopping" : label}</Badge>
      {can(me, "job:manage") && (job.state === "queued" || job.state === "active") && !job.isCancelling && (
        <Button variant="secondary" size="small" isBusy={cancel.isPending} onClick={() => cancel.mutate()}>
          Cancel
        </Button>
      )}
      {can(me, "job:manage") && job.state === "dead" && (
        <Button variant="secondary" size="small" isBusy={redrive.isPending} onClick={() => redrive.mutate()}>
          Try again
        </Button>
      )}
    </li>
  );
}

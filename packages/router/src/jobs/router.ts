import { Job, JobId, JobPage, ListJobsInput } from "@causeway/contract";
import { cancelJob, getJob, listJobs, redriveJob, watchJob } from "@causeway/services";
import { streamOf } from "../core/stream-of.ts";
import { permissionProcedure, router } from "../core/trpc.ts";

export const jobsRouter = router({
  list: permissionProcedure("job:read-any")
    .meta({ summary: "Everybody's jobs, newest first." })
    .input(ListJobsInput)
    .output(JobPage)
    .query(({ ctx, input }) => listJobs(ctx, input)),

  get: permissionProcedure("job:read")
    .meta({ summary: "One job of the caller's." })
    .input(JobId)
    .output(Job)
    .query(({ ctx, input }) => getJob(ctx, input)),

  watch: permissionProcedure("job:read")
    .meta({ summary: "The job now and after every change, until it has ended." })
    .input(JobId)
    .output(streamOf(Job))
    .subscription(({ ctx, input, signal }) => watchJob(ctx, input, signal ?? new AbortController().signal)),

  cancel: permissionProcedure("job:manage")
    .meta({ summary: "Cancels a job: at once if it waits, at its next safe place if it runs." })
    .input(JobId)
    .output(Job)
    .mutation(({ ctx, input }) => cancelJob(ctx, input)),

  redrive: permissionProcedure("job:manage")
    .meta({ summary: "Gives a dead job all its attempts again." })
    .input(JobId)
    .output(Job)
    .mutation(({ ctx, input }) => redriveJob(ctx, input)),
});

CREATE TABLE "verify_run" (
	"id" text PRIMARY KEY,
	"system" text NOT NULL,
	"source" text NOT NULL,
	"started_at" timestamp(3) with time zone NOT NULL,
	"finished_at" timestamp(3) with time zone,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"rows_done" bigint NOT NULL,
	"rows_total" bigint NOT NULL,
	"report" json
);
--> statement-breakpoint
ALTER TABLE "import_progress" ADD COLUMN "updated_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "quarantined_row" ADD COLUMN "decision" text;--> statement-breakpoint
ALTER TABLE "quarantined_row" ADD COLUMN "decision_note" text;--> statement-breakpoint
ALTER TABLE "quarantined_row" ADD COLUMN "decided_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "quarantined_row" ADD COLUMN "decided_by" text;--> statement-breakpoint
ALTER TABLE "quarantined_row" ADD COLUMN "corrections" json;--> statement-breakpoint
CREATE INDEX "quarantined_row_decision" ON "quarantined_row" ("system","kind","decision");--> statement-breakpoint
CREATE INDEX "verify_run_system" ON "verify_run" ("system","started_at");
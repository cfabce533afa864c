CREATE TABLE "audit_event" (
	"id" text PRIMARY KEY,
	"at" timestamp(3) with time zone NOT NULL,
	"action" text NOT NULL,
	"result" text NOT NULL,
	"actor_user_id" text,
	"acting_for_user_id" text,
	"subject_type" text,
	"subject_id" text,
	"request_id" text NOT NULL,
	"ip" text,
	"details" json
);
--> statement-breakpoint
CREATE TABLE "campaign" (
	"id" text PRIMARY KEY,
	"restaurant_id" text,
	"type" text NOT NULL,
	"status" text NOT NULL,
	"name" text NOT NULL,
	"details" json,
	"budget_minor" bigint,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "campaign_result" (
	"campaign_id" text,
	"day" text,
	"new_customers" bigint NOT NULL,
	"reengaged_customers" bigint NOT NULL,
	CONSTRAINT "campaign_result_pkey" PRIMARY KEY("campaign_id","day")
);
--> statement-breakpoint
CREATE TABLE "checklist_category" (
	"id" text PRIMARY KEY,
	"name" text NOT NULL,
	"description" text,
	"icon" text,
	"type" text NOT NULL,
	"position" bigint NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "checklist_item" (
	"id" text PRIMARY KEY,
	"category_id" text,
	"parent_item_id" text,
	"title" text NOT NULL,
	"description" text,
	"guidance_link" text,
	"position" bigint NOT NULL,
	"is_critical" boolean NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "checklist_status" (
	"id" text PRIMARY KEY,
	"restaurant_id" text,
	"item_id" text,
	"status" text NOT NULL,
	"notes" text,
	"updated_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "import_progress" (
	"run_id" text,
	"kind" text,
	"position" text,
	"is_done" boolean NOT NULL,
	"imported" bigint NOT NULL,
	"repaired" bigint NOT NULL,
	"quarantined" bigint NOT NULL,
	"unchanged" bigint NOT NULL,
	CONSTRAINT "import_progress_pkey" PRIMARY KEY("run_id","kind")
);
--> statement-breakpoint
CREATE TABLE "import_run" (
	"id" text PRIMARY KEY,
	"system" text NOT NULL,
	"source" text NOT NULL,
	"started_at" timestamp(3) with time zone NOT NULL,
	"finished_at" timestamp(3) with time zone,
	"report" json
);
--> statement-breakpoint
CREATE TABLE "legacy_ended_token" (
	"hash" text PRIMARY KEY,
	"system" text NOT NULL,
	"ended_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "legacy_record" (
	"system" text,
	"kind" text,
	"old_id" text,
	"new_id" text NOT NULL,
	"originals" json,
	"source_digest" text,
	CONSTRAINT "legacy_record_pkey" PRIMARY KEY("system","kind","old_id")
);
--> statement-breakpoint
CREATE TABLE "legacy_sequence" (
	"system" text,
	"kind" text,
	"last_id" bigint NOT NULL,
	CONSTRAINT "legacy_sequence_pkey" PRIMARY KEY("system","kind")
);
--> statement-breakpoint
CREATE TABLE "quarantined_row" (
	"id" text PRIMARY KEY,
	"system" text NOT NULL,
	"kind" text NOT NULL,
	"old_id" text NOT NULL,
	"reason" text NOT NULL,
	"message" text NOT NULL,
	"row" bytea NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "refresh_token" (
	"hash" text PRIMARY KEY,
	"session_id" text NOT NULL,
	"generation" bigint NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"rotated_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "restaurant" (
	"id" text PRIMARY KEY,
	"owner_user_id" text,
	"name" text NOT NULL,
	"address" text,
	"phone" text,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "role" (
	"key" text PRIMARY KEY,
	"rank" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "role_permission" (
	"role_key" text,
	"permission" text,
	CONSTRAINT "role_permission_pkey" PRIMARY KEY("role_key","permission")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY,
	"user_id" text NOT NULL,
	"impersonator_user_id" text,
	"impersonator_expires_at" timestamp(3) with time zone,
	"user_agent" text,
	"ip" text,
	"created_at" timestamp(3) with time zone NOT NULL,
	"last_used_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"ended_at" timestamp(3) with time zone,
	"end_reason" text
);
--> statement-breakpoint
CREATE TABLE "task" (
	"id" text PRIMARY KEY,
	"restaurant_id" text,
	"title" text NOT NULL,
	"is_complete" boolean NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" text PRIMARY KEY,
	"email" text NOT NULL,
	"email_key" text NOT NULL,
	"password_hash" text,
	"password_changed_at" timestamp(3) with time zone,
	"role_key" text NOT NULL,
	"disabled_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "audit_event_at" ON "audit_event" ("at","id");--> statement-breakpoint
CREATE INDEX "audit_event_subject" ON "audit_event" ("subject_type","subject_id");--> statement-breakpoint
CREATE INDEX "campaign_restaurant" ON "campaign" ("restaurant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "campaign_status" ON "campaign" ("restaurant_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "campaign_created_at" ON "campaign" ("created_at");--> statement-breakpoint
CREATE INDEX "checklist_item_category" ON "checklist_item" ("category_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "checklist_status_item" ON "checklist_status" ("restaurant_id","item_id");--> statement-breakpoint
CREATE INDEX "import_run_system" ON "import_run" ("system","started_at");--> statement-breakpoint
CREATE INDEX "legacy_ended_token_expires" ON "legacy_ended_token" ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "legacy_record_new" ON "legacy_record" ("system","kind","new_id");--> statement-breakpoint
CREATE UNIQUE INDEX "quarantined_row_old" ON "quarantined_row" ("system","kind","old_id");--> statement-breakpoint
CREATE UNIQUE INDEX "refresh_token_generation" ON "refresh_token" ("session_id","generation");--> statement-breakpoint
CREATE INDEX "restaurant_owner" ON "restaurant" ("owner_user_id","created_at");--> statement-breakpoint
CREATE INDEX "restaurant_created_at" ON "restaurant" ("created_at","id");--> statement-breakpoint
CREATE INDEX "restaurant_name" ON "restaurant" ("name","id");--> statement-breakpoint
CREATE INDEX "session_user" ON "session" ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "session_impersonator" ON "session" ("impersonator_user_id");--> statement-breakpoint
CREATE INDEX "task_restaurant" ON "task" ("restaurant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "task_open" ON "task" ("is_complete","restaurant_id");--> statement-breakpoint
CREATE UNIQUE INDEX "user_email" ON "user" ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "user_email_key" ON "user" ("email_key");--> statement-breakpoint
CREATE INDEX "user_created_at" ON "user" ("created_at","id");--> statement-breakpoint
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_restaurant_id_restaurant_id_fkey" FOREIGN KEY ("restaurant_id") REFERENCES "restaurant"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "campaign_result" ADD CONSTRAINT "campaign_result_campaign_id_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "checklist_item" ADD CONSTRAINT "checklist_item_category_id_checklist_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "checklist_category"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "checklist_status" ADD CONSTRAINT "checklist_status_restaurant_id_restaurant_id_fkey" FOREIGN KEY ("restaurant_id") REFERENCES "restaurant"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "checklist_status" ADD CONSTRAINT "checklist_status_item_id_checklist_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "checklist_item"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "import_progress" ADD CONSTRAINT "import_progress_run_id_import_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "import_run"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "refresh_token" ADD CONSTRAINT "refresh_token_session_id_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "restaurant" ADD CONSTRAINT "restaurant_owner_user_id_user_id_fkey" FOREIGN KEY ("owner_user_id") REFERENCES "user"("id") ON DELETE SET NULL;--> statement-breakpoint
ALTER TABLE "role_permission" ADD CONSTRAINT "role_permission_role_key_role_key_fkey" FOREIGN KEY ("role_key") REFERENCES "role"("key") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_impersonator_user_id_user_id_fkey" FOREIGN KEY ("impersonator_user_id") REFERENCES "user"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_restaurant_id_restaurant_id_fkey" FOREIGN KEY ("restaurant_id") REFERENCES "restaurant"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "user" ADD CONSTRAINT "user_role_key_role_key_fkey" FOREIGN KEY ("role_key") REFERENCES "role"("key");
CREATE TABLE "api_key" (
	"id" text PRIMARY KEY,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" text NOT NULL,
	"scopes" json NOT NULL,
	"allowed_networks" json,
	"remaining_uses" bigint,
	"hourly_limit" bigint,
	"created_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone,
	"last_used_at" timestamp(3) with time zone,
	"last_used_ip" text,
	"revoked_at" timestamp(3) with time zone,
	"replaces_key_id" text
);
--> statement-breakpoint
CREATE TABLE "audit_link" (
	"sequence" bigint PRIMARY KEY,
	"event_id" text NOT NULL,
	"event_at" timestamp(3) with time zone NOT NULL,
	"event_hash" text NOT NULL,
	"chain_hash" text NOT NULL,
	"sealed_at" timestamp(3) with time zone NOT NULL,
	"pruned_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "backup_code" (
	"id" text PRIMARY KEY,
	"user_id" text NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"used_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "checklist_change" (
	"id" text PRIMARY KEY,
	"restaurant_id" text NOT NULL,
	"item_id" text NOT NULL,
	"status" text NOT NULL,
	"notes" text,
	"at" timestamp(3) with time zone NOT NULL,
	"actor_user_id" text
);
--> statement-breakpoint
CREATE TABLE "contact" (
	"id" text PRIMARY KEY,
	"restaurant_id" text NOT NULL,
	"name" text NOT NULL,
	"phone" text NOT NULL,
	"email" text,
	"notes" text,
	"last_order_on" text,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contact_import" (
	"id" text PRIMARY KEY,
	"restaurant_id" text NOT NULL,
	"file_id" text,
	"file_name" text NOT NULL,
	"state" text NOT NULL,
	"rows" bigint NOT NULL,
	"accepted" bigint NOT NULL,
	"refused" bigint NOT NULL,
	"failure" text,
	"request_digest" text,
	"country" text NOT NULL,
	"bytes_read" bigint NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"finished_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "contact_import_error" (
	"import_id" text,
	"row" bigint,
	"reason" text NOT NULL,
	"message" text NOT NULL,
	"cells" json NOT NULL,
	"resolved_at" timestamp(3) with time zone,
	CONSTRAINT "contact_import_error_pkey" PRIMARY KEY("import_id","row")
);
--> statement-breakpoint
CREATE TABLE "contact_import_member" (
	"import_id" text,
	"contact_id" text,
	CONSTRAINT "contact_import_member_pkey" PRIMARY KEY("import_id","contact_id")
);
--> statement-breakpoint
CREATE TABLE "job" (
	"id" text PRIMARY KEY,
	"name" text NOT NULL,
	"payload" json,
	"state" text NOT NULL,
	"dedupe_key" text,
	"restaurant_id" text,
	"requested_by_user_id" text,
	"run_at" timestamp(3) with time zone NOT NULL,
	"attempts" bigint NOT NULL,
	"max_attempts" bigint NOT NULL,
	"locked_by" text,
	"locked_until" timestamp(3) with time zone,
	"progress" json,
	"result" json,
	"last_error" text,
	"cancel_requested_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone NOT NULL,
	"started_at" timestamp(3) with time zone,
	"finished_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "job_effect" (
	"key" text PRIMARY KEY,
	"job_id" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"result" json
);
--> statement-breakpoint
CREATE TABLE "job_schedule" (
	"name" text PRIMARY KEY,
	"last_slot_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "legacy_exchange" (
	"hash" text PRIMARY KEY,
	"system" text NOT NULL,
	"kind" text NOT NULL,
	"user_id" text NOT NULL,
	"session_id" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "legacy_session" (
	"hash" text PRIMARY KEY,
	"system" text NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"issued_at" timestamp(3) with time zone,
	"expires_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "legacy_token_use" (
	"system" text,
	"kind" text,
	"result" text,
	"day" text,
	"count" bigint NOT NULL,
	CONSTRAINT "legacy_token_use_pkey" PRIMARY KEY("system","kind","result","day")
);
--> statement-breakpoint
CREATE TABLE "legacy_token_window" (
	"system" text PRIMARY KEY,
	"until" text NOT NULL,
	"set_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mail_message" (
	"id" text PRIMARY KEY,
	"recipient" text NOT NULL,
	"user_id" text,
	"template" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"html" text NOT NULL,
	"sealed_body" text,
	"state" text NOT NULL,
	"external_id" text,
	"last_error" text,
	"created_at" timestamp(3) with time zone NOT NULL,
	"sent_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "one_time_token" (
	"hash" text PRIMARY KEY,
	"user_id" text NOT NULL,
	"purpose" text NOT NULL,
	"data" json,
	"created_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"used_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "provider_spending" (
	"kind" text,
	"month" text,
	"micros" bigint NOT NULL,
	CONSTRAINT "provider_spending_pkey" PRIMARY KEY("kind","month")
);
--> statement-breakpoint
CREATE TABLE "rate_limit" (
	"key" text PRIMARY KEY,
	"points" bigint NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "role_offer" (
	"role_key" text,
	"permission" text,
	CONSTRAINT "role_offer_pkey" PRIMARY KEY("role_key","permission")
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempt" (
	"id" text PRIMARY KEY,
	"at" timestamp(3) with time zone NOT NULL,
	"email_key" text NOT NULL,
	"user_id" text,
	"door" text NOT NULL,
	"result" text NOT NULL,
	"reason" text,
	"ip" text,
	"user_agent" text
);
--> statement-breakpoint
CREATE TABLE "sign_in_challenge" (
	"hash" text PRIMARY KEY,
	"user_id" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"used_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sign_in_lock" (
	"key" text PRIMARY KEY,
	"failures" bigint NOT NULL,
	"last_failure_at" timestamp(3) with time zone NOT NULL,
	"locked_until" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "signing_key" (
	"id" text PRIMARY KEY,
	"secret" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"retires_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sms_message" (
	"id" text PRIMARY KEY,
	"campaign_id" text NOT NULL,
	"contact_id" text,
	"phone" text NOT NULL,
	"body" text NOT NULL,
	"segments" bigint NOT NULL,
	"status" text NOT NULL,
	"cost_micros" bigint,
	"external_id" text,
	"error_code" text,
	"created_at" timestamp(3) with time zone NOT NULL,
	"claimed_at" timestamp(3) with time zone,
	"sent_at" timestamp(3) with time zone,
	"updated_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sms_opt_out" (
	"restaurant_id" text,
	"phone" text,
	"at" timestamp(3) with time zone NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "sms_opt_out_pkey" PRIMARY KEY("restaurant_id","phone")
);
--> statement-breakpoint
CREATE TABLE "stored_file" (
	"id" text PRIMARY KEY,
	"restaurant_id" text,
	"owner_user_id" text,
	"purpose" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" bigint NOT NULL,
	"sha256" text NOT NULL,
	"storage_key" text NOT NULL,
	"preview_key" text,
	"width" bigint,
	"height" bigint,
	"created_at" timestamp(3) with time zone NOT NULL,
	"attached_at" timestamp(3) with time zone,
	"deleted_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "totp_factor" (
	"user_id" text PRIMARY KEY,
	"secret" text NOT NULL,
	"algorithm" text NOT NULL,
	"digits" bigint NOT NULL,
	"period" bigint NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"confirmed_at" timestamp(3) with time zone,
	"last_step" bigint
);
--> statement-breakpoint
CREATE TABLE "trusted_device" (
	"id" text PRIMARY KEY,
	"user_id" text NOT NULL,
	"token_hash" text NOT NULL,
	"user_agent" text,
	"ip" text,
	"created_at" timestamp(3) with time zone NOT NULL,
	"last_used_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_event" ADD COLUMN "mac" text;--> statement-breakpoint
ALTER TABLE "campaign" ADD COLUMN "promo_code" text;--> statement-breakpoint
ALTER TABLE "campaign" ADD COLUMN "picture_file_id" text;--> statement-breakpoint
ALTER TABLE "campaign" ADD COLUMN "external_id" text;--> statement-breakpoint
ALTER TABLE "campaign" ADD COLUMN "scheduled_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "campaign" ADD COLUMN "launched_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "campaign" ADD COLUMN "finished_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "campaign" ADD COLUMN "failure" text;--> statement-breakpoint
ALTER TABLE "campaign" ADD COLUMN "request_digest" text;--> statement-breakpoint
ALTER TABLE "campaign_result" ADD COLUMN "impressions" bigint;--> statement-breakpoint
ALTER TABLE "campaign_result" ADD COLUMN "reach" bigint;--> statement-breakpoint
ALTER TABLE "campaign_result" ADD COLUMN "clicks" bigint;--> statement-breakpoint
ALTER TABLE "campaign_result" ADD COLUMN "spend_minor" bigint;--> statement-breakpoint
ALTER TABLE "checklist_category" ADD COLUMN "archived_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "checklist_item" ADD COLUMN "archived_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "restaurant" ADD COLUMN "time_zone" text;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "device_name" text;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "proven_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "second_factor_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "user" ADD COLUMN "sessions_ended_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "user" ADD COLUMN "email_verified_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "user" ADD COLUMN "display_name" text;--> statement-breakpoint
ALTER TABLE "user" ADD COLUMN "delete_after" timestamp(3) with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "api_key_prefix" ON "api_key" ("prefix");--> statement-breakpoint
CREATE INDEX "api_key_user" ON "api_key" ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "audit_event_actor" ON "audit_event" ("actor_user_id","at");--> statement-breakpoint
CREATE INDEX "audit_event_action" ON "audit_event" ("action","at");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_link_event" ON "audit_link" ("event_id");--> statement-breakpoint
CREATE INDEX "backup_code_user" ON "backup_code" ("user_id");--> statement-breakpoint
CREATE INDEX "campaign_launched" ON "campaign" ("restaurant_id","launched_at");--> statement-breakpoint
CREATE INDEX "campaign_due" ON "campaign" ("status","type","id");--> statement-breakpoint
CREATE INDEX "checklist_change_item" ON "checklist_change" ("restaurant_id","item_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "contact_phone" ON "contact" ("restaurant_id","phone");--> statement-breakpoint
CREATE INDEX "contact_last_order" ON "contact" ("restaurant_id","last_order_on","id");--> statement-breakpoint
CREATE INDEX "contact_name" ON "contact" ("restaurant_id","name","id");--> statement-breakpoint
CREATE INDEX "contact_created" ON "contact" ("restaurant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "contact_number" ON "contact" ("phone");--> statement-breakpoint
CREATE INDEX "contact_import_restaurant" ON "contact_import" ("restaurant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "contact_import_member_contact" ON "contact_import_member" ("contact_id");--> statement-breakpoint
CREATE UNIQUE INDEX "job_dedupe" ON "job" ("name","dedupe_key");--> statement-breakpoint
CREATE INDEX "job_ready" ON "job" ("state","run_at","id");--> statement-breakpoint
CREATE INDEX "job_created" ON "job" ("created_at","id");--> statement-breakpoint
CREATE INDEX "job_restaurant" ON "job" ("restaurant_id","created_at");--> statement-breakpoint
CREATE INDEX "legacy_exchange_at" ON "legacy_exchange" ("at");--> statement-breakpoint
CREATE INDEX "legacy_session_expires" ON "legacy_session" ("expires_at");--> statement-breakpoint
CREATE INDEX "mail_message_created" ON "mail_message" ("created_at","id");--> statement-breakpoint
CREATE INDEX "mail_message_recipient" ON "mail_message" ("recipient","created_at");--> statement-breakpoint
CREATE INDEX "one_time_token_user" ON "one_time_token" ("user_id","purpose");--> statement-breakpoint
CREATE INDEX "one_time_token_expires" ON "one_time_token" ("expires_at");--> statement-breakpoint
CREATE INDEX "rate_limit_expires" ON "rate_limit" ("expires_at");--> statement-breakpoint
CREATE INDEX "sign_in_attempt_at" ON "sign_in_attempt" ("at","id");--> statement-breakpoint
CREATE INDEX "sign_in_attempt_email" ON "sign_in_attempt" ("email_key","at");--> statement-breakpoint
CREATE INDEX "sign_in_attempt_user" ON "sign_in_attempt" ("user_id","at");--> statement-breakpoint
CREATE INDEX "sign_in_challenge_expires" ON "sign_in_challenge" ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "sms_message_phone" ON "sms_message" ("campaign_id","phone");--> statement-breakpoint
CREATE UNIQUE INDEX "sms_message_external" ON "sms_message" ("external_id");--> statement-breakpoint
CREATE INDEX "sms_message_status" ON "sms_message" ("campaign_id","status","id");--> statement-breakpoint
CREATE INDEX "sms_message_to" ON "sms_message" ("phone","sent_at");--> statement-breakpoint
CREATE INDEX "sms_message_sent" ON "sms_message" ("campaign_id","sent_at");--> statement-breakpoint
CREATE UNIQUE INDEX "stored_file_key" ON "stored_file" ("storage_key");--> statement-breakpoint
CREATE INDEX "stored_file_restaurant" ON "stored_file" ("restaurant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "stored_file_unused" ON "stored_file" ("attached_at","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "trusted_device_token" ON "trusted_device" ("token_hash");--> statement-breakpoint
CREATE INDEX "trusted_device_user" ON "trusted_device" ("user_id");--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_user_id_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "backup_code" ADD CONSTRAINT "backup_code_user_id_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_picture_file_id_stored_file_id_fkey" FOREIGN KEY ("picture_file_id") REFERENCES "stored_file"("id") ON DELETE SET NULL;--> statement-breakpoint
ALTER TABLE "checklist_change" ADD CONSTRAINT "checklist_change_restaurant_id_restaurant_id_fkey" FOREIGN KEY ("restaurant_id") REFERENCES "restaurant"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "checklist_change" ADD CONSTRAINT "checklist_change_item_id_checklist_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "checklist_item"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "contact" ADD CONSTRAINT "contact_restaurant_id_restaurant_id_fkey" FOREIGN KEY ("restaurant_id") REFERENCES "restaurant"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "contact_import" ADD CONSTRAINT "contact_import_restaurant_id_restaurant_id_fkey" FOREIGN KEY ("restaurant_id") REFERENCES "restaurant"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "contact_import" ADD CONSTRAINT "contact_import_file_id_stored_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "stored_file"("id") ON DELETE SET NULL;--> statement-breakpoint
ALTER TABLE "contact_import_error" ADD CONSTRAINT "contact_import_error_import_id_contact_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "contact_import"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "contact_import_member" ADD CONSTRAINT "contact_import_member_import_id_contact_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "contact_import"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "contact_import_member" ADD CONSTRAINT "contact_import_member_contact_id_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "one_time_token" ADD CONSTRAINT "one_time_token_user_id_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "role_offer" ADD CONSTRAINT "role_offer_role_key_role_key_fkey" FOREIGN KEY ("role_key") REFERENCES "role"("key") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "sign_in_attempt" ADD CONSTRAINT "sign_in_attempt_user_id_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE SET NULL;--> statement-breakpoint
ALTER TABLE "sign_in_challenge" ADD CONSTRAINT "sign_in_challenge_user_id_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "sms_message" ADD CONSTRAINT "sms_message_campaign_id_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "sms_message" ADD CONSTRAINT "sms_message_contact_id_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE SET NULL;--> statement-breakpoint
ALTER TABLE "sms_opt_out" ADD CONSTRAINT "sms_opt_out_restaurant_id_restaurant_id_fkey" FOREIGN KEY ("restaurant_id") REFERENCES "restaurant"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "stored_file" ADD CONSTRAINT "stored_file_restaurant_id_restaurant_id_fkey" FOREIGN KEY ("restaurant_id") REFERENCES "restaurant"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "stored_file" ADD CONSTRAINT "stored_file_owner_user_id_user_id_fkey" FOREIGN KEY ("owner_user_id") REFERENCES "user"("id") ON DELETE SET NULL;--> statement-breakpoint
ALTER TABLE "totp_factor" ADD CONSTRAINT "totp_factor_user_id_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "trusted_device" ADD CONSTRAINT "trusted_device_user_id_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE;
CREATE TABLE `api_key` (
	`id` text PRIMARY KEY,
	`user_id` text NOT NULL,
	`name` text NOT NULL,
	`prefix` text NOT NULL,
	`hash` text NOT NULL,
	`scopes` text NOT NULL,
	`allowed_networks` text,
	`remaining_uses` integer,
	`hourly_limit` integer,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`last_used_at` integer,
	`last_used_ip` text,
	`revoked_at` integer,
	`replaces_key_id` text,
	CONSTRAINT `fk_api_key_user_id_user_id_fk` FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE TABLE `audit_link` (
	`sequence` integer PRIMARY KEY,
	`event_id` text NOT NULL,
	`event_at` integer NOT NULL,
	`event_hash` text NOT NULL,
	`chain_hash` text NOT NULL,
	`sealed_at` integer NOT NULL,
	`pruned_at` integer
);
--> statement-breakpoint
CREATE TABLE `backup_code` (
	`id` text PRIMARY KEY,
	`user_id` text NOT NULL,
	`hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`used_at` integer,
	CONSTRAINT `fk_backup_code_user_id_user_id_fk` FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE TABLE `checklist_change` (
	`id` text PRIMARY KEY,
	`restaurant_id` text NOT NULL,
	`item_id` text NOT NULL,
	`status` text NOT NULL,
	`notes` text,
	`at` integer NOT NULL,
	`actor_user_id` text,
	CONSTRAINT `fk_checklist_change_restaurant_id_restaurant_id_fk` FOREIGN KEY (`restaurant_id`) REFERENCES `restaurant`(`id`) ON DELETE CASCADE,
	CONSTRAINT `fk_checklist_change_item_id_checklist_item_id_fk` FOREIGN KEY (`item_id`) REFERENCES `checklist_item`(`id`) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE TABLE `contact` (
	`id` text PRIMARY KEY,
	`restaurant_id` text NOT NULL,
	`name` text NOT NULL,
	`phone` text NOT NULL,
	`email` text,
	`notes` text,
	`last_order_on` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT `fk_contact_restaurant_id_restaurant_id_fk` FOREIGN KEY (`restaurant_id`) REFERENCES `restaurant`(`id`) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE TABLE `contact_import` (
	`id` text PRIMARY KEY,
	`restaurant_id` text NOT NULL,
	`file_id` text,
	`file_name` text NOT NULL,
	`state` text NOT NULL,
	`rows` integer NOT NULL,
	`accepted` integer NOT NULL,
	`refused` integer NOT NULL,
	`failure` text,
	`request_digest` text,
	`country` text NOT NULL,
	`bytes_read` integer NOT NULL,
	`created_at` integer NOT NULL,
	`finished_at` integer,
	CONSTRAINT `fk_contact_import_restaurant_id_restaurant_id_fk` FOREIGN KEY (`restaurant_id`) REFERENCES `restaurant`(`id`) ON DELETE CASCADE,
	CONSTRAINT `fk_contact_import_file_id_stored_file_id_fk` FOREIGN KEY (`file_id`) REFERENCES `stored_file`(`id`) ON DELETE SET NULL
);
--> statement-breakpoint
CREATE TABLE `contact_import_error` (
	`import_id` text NOT NULL,
	`row` integer NOT NULL,
	`reason` text NOT NULL,
	`message` text NOT NULL,
	`cells` text NOT NULL,
	`resolved_at` integer,
	CONSTRAINT `contact_import_error_pk` PRIMARY KEY(`import_id`, `row`),
	CONSTRAINT `fk_contact_import_error_import_id_contact_import_id_fk` FOREIGN KEY (`import_id`) REFERENCES `contact_import`(`id`) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE TABLE `contact_import_member` (
	`import_id` text NOT NULL,
	`contact_id` text NOT NULL,
	CONSTRAINT `contact_import_member_pk` PRIMARY KEY(`import_id`, `contact_id`),
	CONSTRAINT `fk_contact_import_member_import_id_contact_import_id_fk` FOREIGN KEY (`import_id`) REFERENCES `contact_import`(`id`) ON DELETE CASCADE,
	CONSTRAINT `fk_contact_import_member_contact_id_contact_id_fk` FOREIGN KEY (`contact_id`) REFERENCES `contact`(`id`) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE TABLE `job` (
	`id` text PRIMARY KEY,
	`name` text NOT NULL,
	`payload` text,
	`state` text NOT NULL,
	`dedupe_key` text,
	`restaurant_id` text,
	`requested_by_user_id` text,
	`run_at` integer NOT NULL,
	`attempts` integer NOT NULL,
	`max_attempts` integer NOT NULL,
	`locked_by` text,
	`locked_until` integer,
	`progress` text,
	`result` text,
	`last_error` text,
	`cancel_requested_at` integer,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`finished_at` integer
);
--> statement-breakpoint
CREATE TABLE `job_effect` (
	`key` text PRIMARY KEY,
	`job_id` text NOT NULL,
	`at` integer NOT NULL,
	`result` text
);
--> statement-breakpoint
CREATE TABLE `job_schedule` (
	`name` text PRIMARY KEY,
	`last_slot_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `legacy_exchange` (
	`hash` text PRIMARY KEY,
	`system` text NOT NULL,
	`kind` text NOT NULL,
	`user_id` text NOT NULL,
	`session_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `legacy_session` (
	`hash` text PRIMARY KEY,
	`system` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`issued_at` integer,
	`expires_at` integer
);
--> statement-breakpoint
CREATE TABLE `legacy_token_use` (
	`system` text NOT NULL,
	`kind` text NOT NULL,
	`result` text NOT NULL,
	`day` text NOT NULL,
	`count` integer NOT NULL,
	CONSTRAINT `legacy_token_use_pk` PRIMARY KEY(`system`, `kind`, `result`, `day`)
);
--> statement-breakpoint
CREATE TABLE `legacy_token_window` (
	`system` text PRIMARY KEY,
	`until` text NOT NULL,
	`set_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `mail_message` (
	`id` text PRIMARY KEY,
	`recipient` text NOT NULL,
	`user_id` text,
	`template` text NOT NULL,
	`subject` text NOT NULL,
	`text` text NOT NULL,
	`html` text NOT NULL,
	`sealed_body` text,
	`state` text NOT NULL,
	`external_id` text,
	`last_error` text,
	`created_at` integer NOT NULL,
	`sent_at` integer
);
--> statement-breakpoint
CREATE TABLE `one_time_token` (
	`hash` text PRIMARY KEY,
	`user_id` text NOT NULL,
	`purpose` text NOT NULL,
	`data` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	CONSTRAINT `fk_one_time_token_user_id_user_id_fk` FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE TABLE `provider_spending` (
	`kind` text NOT NULL,
	`month` text NOT NULL,
	`micros` integer NOT NULL,
	CONSTRAINT `provider_spending_pk` PRIMARY KEY(`kind`, `month`)
);
--> statement-breakpoint
CREATE TABLE `rate_limit` (
	`key` text PRIMARY KEY,
	`points` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `role_offer` (
	`role_key` text NOT NULL,
	`permission` text NOT NULL,
	CONSTRAINT `role_offer_pk` PRIMARY KEY(`role_key`, `permission`),
	CONSTRAINT `fk_role_offer_role_key_role_key_fk` FOREIGN KEY (`role_key`) REFERENCES `role`(`key`) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE TABLE `sign_in_attempt` (
	`id` text PRIMARY KEY,
	`at` integer NOT NULL,
	`email_key` text NOT NULL,
	`user_id` text,
	`door` text NOT NULL,
	`result` text NOT NULL,
	`reason` text,
	`ip` text,
	`user_agent` text,
	CONSTRAINT `fk_sign_in_attempt_user_id_user_id_fk` FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON DELETE SET NULL
);
--> statement-breakpoint
CREATE TABLE `sign_in_challenge` (
	`hash` text PRIMARY KEY,
	`user_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	CONSTRAINT `fk_sign_in_challenge_user_id_user_id_fk` FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE TABLE `sign_in_lock` (
	`key` text PRIMARY KEY,
	`failures` integer NOT NULL,
	`last_failure_at` integer NOT NULL,
	`locked_until` integer
);
--> statement-breakpoint
CREATE TABLE `signing_key` (
	`id` text PRIMARY KEY,
	`secret` text NOT NULL,
	`created_at` integer NOT NULL,
	`retires_at` integer
);
--> statement-breakpoint
CREATE TABLE `sms_message` (
	`id` text PRIMARY KEY,
	`campaign_id` text NOT NULL,
	`contact_id` text,
	`phone` text NOT NULL,
	`body` text NOT NULL,
	`segments` integer NOT NULL,
	`status` text NOT NULL,
	`cost_micros` integer,
	`external_id` text,
	`error_code` text,
	`created_at` integer NOT NULL,
	`claimed_at` integer,
	`sent_at` integer,
	`updated_at` integer NOT NULL,
	CONSTRAINT `fk_sms_message_campaign_id_campaign_id_fk` FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON DELETE CASCADE,
	CONSTRAINT `fk_sms_message_contact_id_contact_id_fk` FOREIGN KEY (`contact_id`) REFERENCES `contact`(`id`) ON DELETE SET NULL
);
--> statement-breakpoint
CREATE TABLE `sms_opt_out` (
	`restaurant_id` text NOT NULL,
	`phone` text NOT NULL,
	`at` integer NOT NULL,
	`source` text NOT NULL,
	CONSTRAINT `sms_opt_out_pk` PRIMARY KEY(`restaurant_id`, `phone`),
	CONSTRAINT `fk_sms_opt_out_restaurant_id_restaurant_id_fk` FOREIGN KEY (`restaurant_id`) REFERENCES `restaurant`(`id`) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE TABLE `stored_file` (
	`id` text PRIMARY KEY,
	`restaurant_id` text,
	`owner_user_id` text,
	`purpose` text NOT NULL,
	`name` text NOT NULL,
	`media_type` text NOT NULL,
	`size` integer NOT NULL,
	`sha256` text NOT NULL,
	`storage_key` text NOT NULL,
	`preview_key` text,
	`width` integer,
	`height` integer,
	`created_at` integer NOT NULL,
	`attached_at` integer,
	`deleted_at` integer,
	CONSTRAINT `fk_stored_file_restaurant_id_restaurant_id_fk` FOREIGN KEY (`restaurant_id`) REFERENCES `restaurant`(`id`) ON DELETE CASCADE,
	CONSTRAINT `fk_stored_file_owner_user_id_user_id_fk` FOREIGN KEY (`owner_user_id`) REFERENCES `user`(`id`) ON DELETE SET NULL
);
--> statement-breakpoint
CREATE TABLE `totp_factor` (
	`user_id` text PRIMARY KEY,
	`secret` text NOT NULL,
	`algorithm` text NOT NULL,
	`digits` integer NOT NULL,
	`period` integer NOT NULL,
	`created_at` integer NOT NULL,
	`confirmed_at` integer,
	`last_step` integer,
	CONSTRAINT `fk_totp_factor_user_id_user_id_fk` FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE TABLE `trusted_device` (
	`id` text PRIMARY KEY,
	`user_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`user_agent` text,
	`ip` text,
	`created_at` integer NOT NULL,
	`last_used_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	CONSTRAINT `fk_trusted_device_user_id_user_id_fk` FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON DELETE CASCADE
);
--> statement-breakpoint
ALTER TABLE `audit_event` ADD `mac` text;--> statement-breakpoint
ALTER TABLE `campaign` ADD `promo_code` text;--> statement-breakpoint
ALTER TABLE `campaign` ADD `picture_file_id` text REFERENCES stored_file(id) ON DELETE SET NULL;--> statement-breakpoint
ALTER TABLE `campaign` ADD `external_id` text;--> statement-breakpoint
ALTER TABLE `campaign` ADD `scheduled_at` integer;--> statement-breakpoint
ALTER TABLE `campaign` ADD `launched_at` integer;--> statement-breakpoint
ALTER TABLE `campaign` ADD `finished_at` integer;--> statement-breakpoint
ALTER TABLE `campaign` ADD `failure` text;--> statement-breakpoint
ALTER TABLE `campaign` ADD `request_digest` text;--> statement-breakpoint
ALTER TABLE `campaign_result` ADD `impressions` integer;--> statement-breakpoint
ALTER TABLE `campaign_result` ADD `reach` integer;--> statement-breakpoint
ALTER TABLE `campaign_result` ADD `clicks` integer;--> statement-breakpoint
ALTER TABLE `campaign_result` ADD `spend_minor` integer;--> statement-breakpoint
ALTER TABLE `checklist_category` ADD `archived_at` integer;--> statement-breakpoint
ALTER TABLE `checklist_item` ADD `archived_at` integer;--> statement-breakpoint
ALTER TABLE `restaurant` ADD `time_zone` text;--> statement-breakpoint
ALTER TABLE `session` ADD `device_name` text;--> statement-breakpoint
ALTER TABLE `session` ADD `proven_at` integer;--> statement-breakpoint
ALTER TABLE `session` ADD `second_factor_at` integer;--> statement-breakpoint
ALTER TABLE `user` ADD `sessions_ended_at` integer;--> statement-breakpoint
ALTER TABLE `user` ADD `email_verified_at` integer;--> statement-breakpoint
ALTER TABLE `user` ADD `display_name` text;--> statement-breakpoint
ALTER TABLE `user` ADD `delete_after` integer;--> statement-breakpoint
CREATE UNIQUE INDEX `api_key_prefix` ON `api_key` (`prefix`);--> statement-breakpoint
CREATE INDEX `api_key_user` ON `api_key` (`user_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `audit_event_actor` ON `audit_event` (`actor_user_id`,`at`);--> statement-breakpoint
CREATE INDEX `audit_event_action` ON `audit_event` (`action`,`at`);--> statement-breakpoint
CREATE UNIQUE INDEX `audit_link_event` ON `audit_link` (`event_id`);--> statement-breakpoint
CREATE INDEX `backup_code_user` ON `backup_code` (`user_id`);--> statement-breakpoint
CREATE INDEX `campaign_launched` ON `campaign` (`restaurant_id`,`launched_at`);--> statement-breakpoint
CREATE INDEX `campaign_due` ON `campaign` (`status`,`type`,`id`);--> statement-breakpoint
CREATE INDEX `checklist_change_item` ON `checklist_change` (`restaurant_id`,`item_id`,`at`);--> statement-breakpoint
CREATE UNIQUE INDEX `contact_phone` ON `contact` (`restaurant_id`,`phone`);--> statement-breakpoint
CREATE INDEX `contact_last_order` ON `contact` (`restaurant_id`,`last_order_on`,`id`);--> statement-breakpoint
CREATE INDEX `contact_name` ON `contact` (`restaurant_id`,`name`,`id`);--> statement-breakpoint
CREATE INDEX `contact_created` ON `contact` (`restaurant_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `contact_number` ON `contact` (`phone`);--> statement-breakpoint
CREATE INDEX `contact_import_restaurant` ON `contact_import` (`restaurant_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `contact_import_member_contact` ON `contact_import_member` (`contact_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `job_dedupe` ON `job` (`name`,`dedupe_key`);--> statement-breakpoint
CREATE INDEX `job_ready` ON `job` (`state`,`run_at`,`id`);--> statement-breakpoint
CREATE INDEX `job_created` ON `job` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `job_restaurant` ON `job` (`restaurant_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `legacy_exchange_at` ON `legacy_exchange` (`at`);--> statement-breakpoint
CREATE INDEX `legacy_session_expires` ON `legacy_session` (`expires_at`);--> statement-breakpoint
CREATE INDEX `mail_message_created` ON `mail_message` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `mail_message_recipient` ON `mail_message` (`recipient`,`created_at`);--> statement-breakpoint
CREATE INDEX `one_time_token_user` ON `one_time_token` (`user_id`,`purpose`);--> statement-breakpoint
CREATE INDEX `one_time_token_expires` ON `one_time_token` (`expires_at`);--> statement-breakpoint
CREATE INDEX `rate_limit_expires` ON `rate_limit` (`expires_at`);--> statement-breakpoint
CREATE INDEX `sign_in_attempt_at` ON `sign_in_attempt` (`at`,`id`);--> statement-breakpoint
CREATE INDEX `sign_in_attempt_email` ON `sign_in_attempt` (`email_key`,`at`);--> statement-breakpoint
CREATE INDEX `sign_in_attempt_user` ON `sign_in_attempt` (`user_id`,`at`);--> statement-breakpoint
CREATE INDEX `sign_in_challenge_expires` ON `sign_in_challenge` (`expires_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `sms_message_phone` ON `sms_message` (`campaign_id`,`phone`);--> statement-breakpoint
CREATE UNIQUE INDEX `sms_message_external` ON `sms_message` (`external_id`);--> statement-breakpoint
CREATE INDEX `sms_message_status` ON `sms_message` (`campaign_id`,`status`,`id`);--> statement-breakpoint
CREATE INDEX `sms_message_to` ON `sms_message` (`phone`,`sent_at`);--> statement-breakpoint
CREATE INDEX `sms_message_sent` ON `sms_message` (`campaign_id`,`sent_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `stored_file_key` ON `stored_file` (`storage_key`);--> statement-breakpoint
CREATE INDEX `stored_file_restaurant` ON `stored_file` (`restaurant_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `stored_file_unused` ON `stored_file` (`attached_at`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `trusted_device_token` ON `trusted_device` (`token_hash`);--> statement-breakpoint
CREATE INDEX `trusted_device_user` ON `trusted_device` (`user_id`);
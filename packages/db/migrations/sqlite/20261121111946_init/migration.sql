CREATE TABLE `audit_event` (
	`id` text PRIMARY KEY,
	`at` integer NOT NULL,
	`action` text NOT NULL,
	`result` text NOT NULL,
	`actor_user_id` text,
	`acting_for_user_id` text,
	`subject_type` text,
	`subject_id` text,
	`request_id` text NOT NULL,
	`ip` text,
	`details` text
);
--> statement-breakpoint
CREATE TABLE `campaign` (
	`id` text PRIMARY KEY,
	`restaurant_id` text,
	`type` text NOT NULL,
	`status` text NOT NULL,
	`name` text NOT NULL,
	`details` text,
	`budget_minor` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT `fk_campaign_restaurant_id_restaurant_id_fk` FOREIGN KEY (`restaurant_id`) REFERENCES `restaurant`(`id`) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE TABLE `campaign_result` (
	`campaign_id` text NOT NULL,
	`day` text NOT NULL,
	`new_customers` integer NOT NULL,
	`reengaged_customers` integer NOT NULL,
	CONSTRAINT `campaign_result_pk` PRIMARY KEY(`campaign_id`, `day`),
	CONSTRAINT `fk_campaign_result_campaign_id_campaign_id_fk` FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE TABLE `checklist_category` (
	`id` text PRIMARY KEY,
	`name` text NOT NULL,
	`description` text,
	`icon` text,
	`type` text NOT NULL,
	`position` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `checklist_item` (
	`id` text PRIMARY KEY,
	`category_id` text,
	`parent_item_id` text,
	`title` text NOT NULL,
	`description` text,
	`guidance_link` text,
	`position` integer NOT NULL,
	`is_critical` integer NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT `fk_checklist_item_category_id_checklist_category_id_fk` FOREIGN KEY (`category_id`) REFERENCES `checklist_category`(`id`) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE TABLE `checklist_status` (
	`id` text PRIMARY KEY,
	`restaurant_id` text,
	`item_id` text,
	`status` text NOT NULL,
	`notes` text,
	`updated_at` integer NOT NULL,
	CONSTRAINT `fk_checklist_status_restaurant_id_restaurant_id_fk` FOREIGN KEY (`restaurant_id`) REFERENCES `restaurant`(`id`) ON DELETE CASCADE,
	CONSTRAINT `fk_checklist_status_item_id_checklist_item_id_fk` FOREIGN KEY (`item_id`) REFERENCES `checklist_item`(`id`) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE TABLE `import_progress` (
	`run_id` text NOT NULL,
	`kind` text NOT NULL,
	`position` text,
	`is_done` integer NOT NULL,
	`imported` integer NOT NULL,
	`repaired` integer NOT NULL,
	`quarantined` integer NOT NULL,
	`unchanged` integer NOT NULL,
	CONSTRAINT `import_progress_pk` PRIMARY KEY(`run_id`, `kind`),
	CONSTRAINT `fk_import_progress_run_id_import_run_id_fk` FOREIGN KEY (`run_id`) REFERENCES `import_run`(`id`) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE TABLE `import_run` (
	`id` text PRIMARY KEY,
	`system` text NOT NULL,
	`source` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`report` text
);
--> statement-breakpoint
CREATE TABLE `legacy_ended_token` (
	`hash` text PRIMARY KEY,
	`system` text NOT NULL,
	`ended_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `legacy_record` (
	`system` text NOT NULL,
	`kind` text NOT NULL,
	`old_id` text NOT NULL,
	`new_id` text NOT NULL,
	`originals` text,
	`source_digest` text,
	CONSTRAINT `legacy_record_pk` PRIMARY KEY(`system`, `kind`, `old_id`)
);
--> statement-breakpoint
CREATE TABLE `legacy_sequence` (
	`system` text NOT NULL,
	`kind` text NOT NULL,
	`last_id` integer NOT NULL,
	CONSTRAINT `legacy_sequence_pk` PRIMARY KEY(`system`, `kind`)
);
--> statement-breakpoint
CREATE TABLE `quarantined_row` (
	`id` text PRIMARY KEY,
	`system` text NOT NULL,
	`kind` text NOT NULL,
	`old_id` text NOT NULL,
	`reason` text NOT NULL,
	`message` text NOT NULL,
	`row` blob NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `refresh_token` (
	`hash` text PRIMARY KEY,
	`session_id` text NOT NULL,
	`generation` integer NOT NULL,
	`created_at` integer NOT NULL,
	`rotated_at` integer,
	CONSTRAINT `fk_refresh_token_session_id_session_id_fk` FOREIGN KEY (`session_id`) REFERENCES `session`(`id`) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE TABLE `restaurant` (
	`id` text PRIMARY KEY,
	`owner_user_id` text,
	`name` text NOT NULL,
	`address` text,
	`phone` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT `fk_restaurant_owner_user_id_user_id_fk` FOREIGN KEY (`owner_user_id`) REFERENCES `user`(`id`) ON DELETE SET NULL
);
--> statement-breakpoint
CREATE TABLE `role` (
	`key` text PRIMARY KEY,
	`rank` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `role_permission` (
	`role_key` text NOT NULL,
	`permission` text NOT NULL,
	CONSTRAINT `role_permission_pk` PRIMARY KEY(`role_key`, `permission`),
	CONSTRAINT `fk_role_permission_role_key_role_key_fk` FOREIGN KEY (`role_key`) REFERENCES `role`(`key`) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY,
	`user_id` text NOT NULL,
	`impersonator_user_id` text,
	`impersonator_expires_at` integer,
	`user_agent` text,
	`ip` text,
	`created_at` integer NOT NULL,
	`last_used_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	`end_reason` text,
	CONSTRAINT `fk_session_user_id_user_id_fk` FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON DELETE CASCADE,
	CONSTRAINT `fk_session_impersonator_user_id_user_id_fk` FOREIGN KEY (`impersonator_user_id`) REFERENCES `user`(`id`) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE TABLE `task` (
	`id` text PRIMARY KEY,
	`restaurant_id` text,
	`title` text NOT NULL,
	`is_complete` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT `fk_task_restaurant_id_restaurant_id_fk` FOREIGN KEY (`restaurant_id`) REFERENCES `restaurant`(`id`) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE TABLE `user` (
	`id` text PRIMARY KEY,
	`email` text NOT NULL,
	`email_key` text NOT NULL,
	`password_hash` text,
	`password_changed_at` integer,
	`role_key` text NOT NULL,
	`disabled_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT `fk_user_role_key_role_key_fk` FOREIGN KEY (`role_key`) REFERENCES `role`(`key`)
);
--> statement-breakpoint
CREATE INDEX `audit_event_at` ON `audit_event` (`at`,`id`);--> statement-breakpoint
CREATE INDEX `audit_event_subject` ON `audit_event` (`subject_type`,`subject_id`);--> statement-breakpoint
CREATE INDEX `campaign_restaurant` ON `campaign` (`restaurant_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `campaign_status` ON `campaign` (`restaurant_id`,`status`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `campaign_created_at` ON `campaign` (`created_at`);--> statement-breakpoint
CREATE INDEX `checklist_item_category` ON `checklist_item` (`category_id`,`position`);--> statement-breakpoint
CREATE UNIQUE INDEX `checklist_status_item` ON `checklist_status` (`restaurant_id`,`item_id`);--> statement-breakpoint
CREATE INDEX `import_run_system` ON `import_run` (`system`,`started_at`);--> statement-breakpoint
CREATE INDEX `legacy_ended_token_expires` ON `legacy_ended_token` (`expires_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `legacy_record_new` ON `legacy_record` (`system`,`kind`,`new_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `quarantined_row_old` ON `quarantined_row` (`system`,`kind`,`old_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `refresh_token_generation` ON `refresh_token` (`session_id`,`generation`);--> statement-breakpoint
CREATE INDEX `restaurant_owner` ON `restaurant` (`owner_user_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `restaurant_created_at` ON `restaurant` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `restaurant_name` ON `restaurant` (`name`,`id`);--> statement-breakpoint
CREATE INDEX `session_user` ON `session` (`user_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `session_impersonator` ON `session` (`impersonator_user_id`);--> statement-breakpoint
CREATE INDEX `task_restaurant` ON `task` (`restaurant_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `task_open` ON `task` (`is_complete`,`restaurant_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `user_email` ON `user` (`email`);--> statement-breakpoint
CREATE UNIQUE INDEX `user_email_key` ON `user` (`email_key`);--> statement-breakpoint
CREATE INDEX `user_created_at` ON `user` (`created_at`,`id`);
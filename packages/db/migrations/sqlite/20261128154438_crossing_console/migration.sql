CREATE TABLE `verify_run` (
	`id` text PRIMARY KEY,
	`system` text NOT NULL,
	`source` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`updated_at` integer NOT NULL,
	`rows_done` integer NOT NULL,
	`rows_total` integer NOT NULL,
	`report` text
);
--> statement-breakpoint
ALTER TABLE `import_progress` ADD `updated_at` integer;--> statement-breakpoint
ALTER TABLE `quarantined_row` ADD `decision` text;--> statement-breakpoint
ALTER TABLE `quarantined_row` ADD `decision_note` text;--> statement-breakpoint
ALTER TABLE `quarantined_row` ADD `decided_at` integer;--> statement-breakpoint
ALTER TABLE `quarantined_row` ADD `decided_by` text;--> statement-breakpoint
ALTER TABLE `quarantined_row` ADD `corrections` text;--> statement-breakpoint
CREATE INDEX `quarantined_row_decision` ON `quarantined_row` (`system`,`kind`,`decision`);--> statement-breakpoint
CREATE INDEX `verify_run_system` ON `verify_run` (`system`,`started_at`);
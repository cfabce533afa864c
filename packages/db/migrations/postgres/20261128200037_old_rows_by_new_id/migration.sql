DROP INDEX "legacy_record_new";--> statement-breakpoint
CREATE UNIQUE INDEX "legacy_record_new_id" ON "legacy_record" ("new_id","system","kind");
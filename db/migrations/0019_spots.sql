CREATE TABLE `gap_requests` (
	`id` text PRIMARY KEY NOT NULL,
	`spot_id` text NOT NULL,
	`asked_of` text NOT NULL,
	`words` text NOT NULL,
	`asked_by` text NOT NULL,
	`asked_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`answer` text,
	`answer_words` text,
	`answered_by` text,
	`answered_at` integer,
	FOREIGN KEY (`spot_id`) REFERENCES `spots`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asked_of`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "gap_requests_words" CHECK(length("gap_requests"."words") between 2 and 200 and length("gap_requests"."answer_words") between 2 and 300),
	CONSTRAINT "gap_requests_answer" CHECK("gap_requests"."answer" in ('granted', 'planned', 'refused')),
	CONSTRAINT "gap_requests_whole" CHECK(("gap_requests"."answer" is null) = ("gap_requests"."answer_words" is null) and ("gap_requests"."answer" is null) = ("gap_requests"."answered_by" is null) and ("gap_requests"."answer" is null) = ("gap_requests"."answered_at" is null)),
	CONSTRAINT "gap_requests_two_people" CHECK("gap_requests"."answered_by" <> "gap_requests"."asked_by")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `gap_requests_spotId_unique` ON `gap_requests` (`spot_id`);--> statement-breakpoint
CREATE INDEX `gap_requests_open` ON `gap_requests` (`asked_of`,`due_at`) WHERE "gap_requests"."answered_at" is null;--> statement-breakpoint
CREATE TABLE `spot_assignments` (
	`id` text PRIMARY KEY NOT NULL,
	`spot_id` text NOT NULL,
	`number` integer NOT NULL,
	`unit_id` text NOT NULL,
	`cause` text NOT NULL,
	`grade` text NOT NULL,
	`words` text DEFAULT '' NOT NULL,
	`assigned_by` text NOT NULL,
	`assigned_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`explanation` text,
	`explained_by` text,
	`explained_at` integer,
	`appeal_words` text,
	`appealed_by` text,
	`appealed_at` integer,
	`appeal_due_at` integer,
	`appeal_answer` text,
	`answer_words` text,
	`answered_by` text,
	`answered_at` integer,
	FOREIGN KEY (`spot_id`) REFERENCES `spots`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`assigned_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`explained_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`appealed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "spot_assignments_cause" CHECK("spot_assignments"."cause" in ('behavior', 'cleaning_duty', 'facility_gap', 'legacy', 'cross_boundary', 'construction')),
	CONSTRAINT "spot_assignments_grade" CHECK("spot_assignments"."grade" in ('A', 'B', 'C', 'D')),
	CONSTRAINT "spot_assignments_due" CHECK("spot_assignments"."due_at" > "spot_assignments"."assigned_at"),
	CONSTRAINT "spot_assignments_words" CHECK(length("spot_assignments"."words") <= 200 and length("spot_assignments"."explanation") between 2 and 200),
	CONSTRAINT "spot_assignments_appeal" CHECK(length("spot_assignments"."appeal_words") between 5 and 300 and length("spot_assignments"."answer_words") between 5 and 300),
	CONSTRAINT "spot_assignments_explained" CHECK(("spot_assignments"."explanation" is null) = ("spot_assignments"."explained_by" is null) and ("spot_assignments"."explanation" is null) = ("spot_assignments"."explained_at" is null)),
	CONSTRAINT "spot_assignments_appealed_whole" CHECK(("spot_assignments"."appeal_words" is null) = ("spot_assignments"."appealed_by" is null) and ("spot_assignments"."appeal_words" is null) = ("spot_assignments"."appealed_at" is null) and ("spot_assignments"."appeal_words" is null) = ("spot_assignments"."appeal_due_at" is null)),
	CONSTRAINT "spot_assignments_answered_whole" CHECK(("spot_assignments"."appeal_answer" is null) = ("spot_assignments"."answered_by" is null) and ("spot_assignments"."appeal_answer" is null) = ("spot_assignments"."answered_at" is null) and ("spot_assignments"."appeal_answer" is null) = ("spot_assignments"."answer_words" is null)
				and ("spot_assignments"."appeal_answer" is null or "spot_assignments"."appeal_words" is not null)),
	CONSTRAINT "spot_assignments_answer" CHECK("spot_assignments"."appeal_answer" in ('upheld', 'rejected'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `spot_assignments_in_order` ON `spot_assignments` (`spot_id`,`number`);--> statement-breakpoint
CREATE INDEX `spot_assignments_of_unit` ON `spot_assignments` (`unit_id`,`assigned_at`);--> statement-breakpoint
CREATE INDEX `spot_assignments_appealed` ON `spot_assignments` (`appeal_due_at`) WHERE "spot_assignments"."appealed_at" is not null and "spot_assignments"."answered_at" is null;--> statement-breakpoint
CREATE TABLE `spot_milestones` (
	`assignment_id` text NOT NULL,
	`position` integer NOT NULL,
	`words` text NOT NULL,
	`due_at` integer NOT NULL,
	`done_at` integer,
	`done_by` text,
	PRIMARY KEY(`assignment_id`, `position`),
	FOREIGN KEY (`assignment_id`) REFERENCES `spot_assignments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`done_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "spot_milestones_words" CHECK(length("spot_milestones"."words") between 2 and 100),
	CONSTRAINT "spot_milestones_done" CHECK(("spot_milestones"."done_at" is null) = ("spot_milestones"."done_by" is null))
);
--> statement-breakpoint
CREATE TABLE `spot_photos` (
	`photo_id` text PRIMARY KEY NOT NULL,
	`spot_id` text NOT NULL,
	`report_id` text,
	`assignment_id` text,
	`position` integer NOT NULL,
	`sha256` text NOT NULL,
	FOREIGN KEY (`photo_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`spot_id`) REFERENCES `spots`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`report_id`) REFERENCES `spot_reports`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`assignment_id`) REFERENCES `spot_assignments`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "spot_photos_of_one" CHECK(("spot_photos"."report_id" is null) <> ("spot_photos"."assignment_id" is null)),
	CONSTRAINT "spot_photos_position" CHECK("spot_photos"."position" between 1 and iif("spot_photos"."report_id" is null, 9, 3))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `spot_photos_of_report` ON `spot_photos` (`report_id`,`position`) WHERE "spot_photos"."report_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `spot_photos_of_assignment` ON `spot_photos` (`assignment_id`,`position`) WHERE "spot_photos"."assignment_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `spot_photos_same_picture_once` ON `spot_photos` (`spot_id`,`sha256`);--> statement-breakpoint
CREATE TABLE `spot_reports` (
	`id` text PRIMARY KEY NOT NULL,
	`spot_id` text NOT NULL,
	`number` integer NOT NULL,
	`idempotency_key` text NOT NULL,
	`reference_hash` text NOT NULL,
	`person_id` text,
	`phone_sealed` text,
	`words` text DEFAULT '' NOT NULL,
	`held_for` text,
	`passed_at` integer,
	`passed_by` text,
	`is_struck` integer DEFAULT false NOT NULL,
	`reported_at` integer NOT NULL,
	`contested_at` integer,
	`contest_words` text,
	FOREIGN KEY (`spot_id`) REFERENCES `spots`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`passed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "spot_reports_words" CHECK(length("spot_reports"."words") <= 200 and length("spot_reports"."contest_words") <= 200),
	CONSTRAINT "spot_reports_held" CHECK("spot_reports"."held_for" in ('rude', 'personal')),
	CONSTRAINT "spot_reports_passed" CHECK(("spot_reports"."passed_at" is null) = ("spot_reports"."passed_by" is null) and ("spot_reports"."is_struck" = 0 or "spot_reports"."passed_at" is not null)),
	CONSTRAINT "spot_reports_contested" CHECK(("spot_reports"."contested_at" is null) = ("spot_reports"."contest_words" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `spot_reports_idempotencyKey_unique` ON `spot_reports` (`idempotency_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `spot_reports_referenceHash_unique` ON `spot_reports` (`reference_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `spot_reports_in_order` ON `spot_reports` (`spot_id`,`number`);--> statement-breakpoint
CREATE INDEX `spot_reports_of_person` ON `spot_reports` (`person_id`,`reported_at`) WHERE "spot_reports"."person_id" is not null;--> statement-breakpoint
CREATE TABLE `spot_stages` (
	`spot_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`stage` text NOT NULL,
	`actor_id` text,
	`at` integer NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`spot_id`) REFERENCES `spots`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "spot_stages_stage" CHECK("spot_stages"."stage" in ('reported', 'checked', 'merged', 'not_ours', 'assigned', 'in_hand', 'half_done', 'said_fixed', 'confirmed', 'relapsed'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `spot_stages_in_order` ON `spot_stages` (`spot_id`,`seq`);--> statement-breakpoint
CREATE TABLE `spots` (
	`id` text PRIMARY KEY NOT NULL,
	`village_id` text NOT NULL,
	`hamlet_id` text NOT NULL,
	`category_code` text NOT NULL,
	`place` text DEFAULT '' NOT NULL,
	`cell_north` integer,
	`cell_east` integer,
	`found_at` integer NOT NULL,
	`stage` text DEFAULT 'reported' NOT NULL,
	`stage_at` integer NOT NULL,
	`merged_into_id` text,
	`unit_id` text,
	`cause` text,
	`grade` text,
	`due_at` integer,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`hamlet_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`category_code`) REFERENCES `leaf_categories`(`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`merged_into_id`) REFERENCES `spots`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "spots_place" CHECK(length("spots"."place") <= 40),
	CONSTRAINT "spots_position" CHECK(("spots"."cell_north" is null) = ("spots"."cell_east" is null) and abs("spots"."cell_north") <= 90000 and abs("spots"."cell_east") <= 180000),
	CONSTRAINT "spots_cause" CHECK("spots"."cause" in ('behavior', 'cleaning_duty', 'facility_gap', 'legacy', 'cross_boundary', 'construction')),
	CONSTRAINT "spots_grade" CHECK("spots"."grade" in ('A', 'B', 'C', 'D')),
	CONSTRAINT "spots_merged" CHECK(("spots"."merged_into_id" is null) or ("spots"."merged_into_id" <> "spots"."id"))
);
--> statement-breakpoint
CREATE INDEX `spots_to_triage` ON `spots` (`village_id`,`found_at`) WHERE "spots"."stage" in ('reported', 'checked', 'relapsed');--> statement-breakpoint
CREATE INDEX `spots_in_work` ON `spots` (`unit_id`,`due_at`) WHERE "spots"."stage" in ('assigned', 'in_hand', 'half_done');--> statement-breakpoint
CREATE INDEX `spots_to_confirm` ON `spots` (`village_id`,`stage_at`) WHERE "spots"."stage" = 'said_fixed';--> statement-breakpoint
CREATE INDEX `spots_of_hamlet` ON `spots` (`hamlet_id`,`category_code`,`found_at`);--> statement-breakpoint
CREATE INDEX `spots_of_village` ON `spots` (`village_id`,`found_at`);--> statement-breakpoint
CREATE INDEX `spots_around` ON `spots` (`cell_north`,`cell_east`) WHERE "spots"."stage" not in ('merged', 'not_ours', 'confirmed') and cell_north is not null;--> statement-breakpoint
CREATE TABLE `area_duties` (
	`id` text PRIMARY KEY NOT NULL,
	`unit_id` text NOT NULL,
	`region_id` text NOT NULL,
	`category_prefix` text DEFAULT '' NOT NULL,
	`added_by` text NOT NULL,
	`added_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`added_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "area_duties_prefix" CHECK(length("area_duties"."category_prefix") <= 5)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `area_duties_one_unit` ON `area_duties` (`region_id`,`category_prefix`) WHERE "area_duties"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `area_duties_of_unit` ON `area_duties` (`unit_id`);--> statement-breakpoint
CREATE TABLE `unit_members` (
	`id` text PRIMARY KEY NOT NULL,
	`unit_id` text NOT NULL,
	`person_id` text NOT NULL,
	`added_by` text NOT NULL,
	`added_at` integer NOT NULL,
	`ended_at` integer,
	`ended_by` text,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`added_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ended_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "unit_members_not_oneself" CHECK("unit_members"."added_by" <> "unit_members"."person_id"),
	CONSTRAINT "unit_members_ended" CHECK(("unit_members"."ended_at" is null) = ("unit_members"."ended_by" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `unit_members_once` ON `unit_members` (`unit_id`,`person_id`) WHERE "unit_members"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `unit_members_of_person` ON `unit_members` (`person_id`);--> statement-breakpoint
CREATE TABLE `units` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`name` text NOT NULL,
	`phone` text DEFAULT '' NOT NULL,
	`added_by` text NOT NULL,
	`added_at` integer NOT NULL,
	`closed_at` integer,
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`added_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "units_name" CHECK(length("units"."name") between 2 and 40),
	CONSTRAINT "units_phone" CHECK(length("units"."phone") <= 40)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `units_named_once` ON `units` (`region_id`,`name`) WHERE "units"."closed_at" is null;--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_photos` (
	`id` text PRIMARY KEY NOT NULL,
	`household_id` text,
	`received_by` text,
	`received_at` integer NOT NULL,
	`sha256` text NOT NULL,
	`format` text NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`taken_at` integer,
	`thumbhash` text NOT NULL,
	`average_colour` text NOT NULL,
	`brightness` real NOT NULL,
	`sharpness` real NOT NULL,
	`original_name` text,
	`original_expires_at` integer,
	`revision` integer DEFAULT 0 NOT NULL,
	`released_at` integer,
	`withdrawn_at` integer,
	`erased_at` integer,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`received_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "photos_received_by" CHECK("__new_photos"."household_id" is null or "__new_photos"."received_by" is not null),
	CONSTRAINT "photos_format" CHECK("__new_photos"."format" in ('jpeg', 'png', 'webp', 'avif', 'heic')),
	CONSTRAINT "photos_size" CHECK("__new_photos"."width" > 0 and "__new_photos"."height" > 0),
	CONSTRAINT "photos_original_expires" CHECK(("__new_photos"."original_name" is null) = ("__new_photos"."original_expires_at" is null)),
	CONSTRAINT "photos_gone_is_unreleased" CHECK("__new_photos"."released_at" is null or ("__new_photos"."withdrawn_at" is null and "__new_photos"."erased_at" is null)),
	CONSTRAINT "photos_erased_keeps_no_original" CHECK("__new_photos"."erased_at" is null or "__new_photos"."original_name" is null)
);
--> statement-breakpoint
INSERT INTO `__new_photos`("id", "household_id", "received_by", "received_at", "sha256", "format", "width", "height", "taken_at", "thumbhash", "average_colour", "brightness", "sharpness", "original_name", "original_expires_at", "revision", "released_at", "withdrawn_at", "erased_at") SELECT "id", "household_id", "received_by", "received_at", "sha256", "format", "width", "height", "taken_at", "thumbhash", "average_colour", "brightness", "sharpness", "original_name", "original_expires_at", "revision", "released_at", "withdrawn_at", "erased_at" FROM `photos`;--> statement-breakpoint
DROP TABLE `photos`;--> statement-breakpoint
ALTER TABLE `__new_photos` RENAME TO `photos`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `photos_originalName_unique` ON `photos` (`original_name`);--> statement-breakpoint
CREATE INDEX `photos_by_household` ON `photos` (`household_id`);--> statement-breakpoint
CREATE INDEX `photos_by_sha` ON `photos` (`sha256`);--> statement-breakpoint
CREATE INDEX `photos_by_original_expiry` ON `photos` (`original_expires_at`) WHERE "photos"."original_name" is not null;
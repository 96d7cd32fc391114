CREATE TABLE `passphrase_links` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`person_id` text,
	`issued_by` text,
	`issued_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`issued_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "passphrase_links_purpose" CHECK("passphrase_links"."purpose" in ('setup', 'invite', 'reset') and ("passphrase_links"."purpose" = 'setup') = ("passphrase_links"."person_id" is null))
);
--> statement-breakpoint
CREATE INDEX `passphrase_links_by_person` ON `passphrase_links` (`person_id`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`username` text,
	`passphrase_hash` text,
	`passphrase_changed_at` integer,
	`totp_secret` text,
	`totp_confirmed_at` integer,
	`totp_last_step` integer,
	`is_under14` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`disabled_at` integer,
	CONSTRAINT "people_username" CHECK("people"."username" = lower("people"."username") and length("people"."username") between 2 and 32),
	CONSTRAINT "people_totp" CHECK("people"."totp_confirmed_at" is null or "people"."totp_secret" is not null)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_username_unique` ON `people` (`username`);--> statement-breakpoint
CREATE TABLE `role_grants` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`role` text NOT NULL,
	`region_id` text NOT NULL,
	`granted_by` text,
	`granted_at` integer NOT NULL,
	`revoked_at` integer,
	`revoked_by` text,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`granted_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`revoked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "role_grants_not_oneself" CHECK("role_grants"."granted_by" <> "role_grants"."person_id" and "role_grants"."revoked_by" <> "role_grants"."person_id"),
	CONSTRAINT "role_grants_role" CHECK("role_grants"."role" in ('moderator', 'inspector', 'publicist', 'storekeeper', 'auditor', 'village_admin', 'town_admin', 'district_admin'))
);
--> statement-breakpoint
CREATE INDEX `role_grants_of_person` ON `role_grants` (`person_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `role_grants_held_once` ON `role_grants` (`person_id`,`role`,`region_id`) WHERE "role_grants"."revoked_at" is null;--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`started_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`is_at_kiosk` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "sessions_kind" CHECK("sessions"."kind" in ('villager', 'staff'))
);
--> statement-breakpoint
CREATE INDEX `sessions_by_person` ON `sessions` (`person_id`);--> statement-breakpoint
CREATE TABLE `approvals` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`region_id` text NOT NULL,
	`household_id` text,
	`outcome` text NOT NULL,
	`why` text NOT NULL,
	`proposed_by` text NOT NULL,
	`proposed_at` integer NOT NULL,
	`answer` text,
	`answered_by` text,
	`answered_at` integer,
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "approvals_why" CHECK(length("approvals"."why") between 5 and 300),
	CONSTRAINT "approvals_answer" CHECK("approvals"."answer" in ('signed', 'refused', 'replaced')),
	CONSTRAINT "approvals_whole" CHECK(("approvals"."answer" is null) = ("approvals"."answered_by" is null) and ("approvals"."answer" is null) = ("approvals"."answered_at" is null)),
	CONSTRAINT "approvals_two_people" CHECK("approvals"."answer" = 'replaced' or "approvals"."answered_by" <> "approvals"."proposed_by")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `approvals_one_stands` ON `approvals` (`kind`,`subject`) WHERE "approvals"."answer" is null or "approvals"."answer" = 'signed';--> statement-breakpoint
CREATE INDEX `approvals_of_subject` ON `approvals` (`kind`,`subject`);--> statement-breakpoint
CREATE INDEX `approvals_of_household` ON `approvals` (`household_id`);--> statement-breakpoint
CREATE TABLE `audit_entries` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor_id` text,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text NOT NULL,
	`previous_hash` text NOT NULL,
	`hash` text NOT NULL,
	FOREIGN KEY (`actor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_entries_hash_unique` ON `audit_entries` (`hash`);--> statement-breakpoint
CREATE INDEX `audit_entries_by_subject` ON `audit_entries` (`subject`);--> statement-breakpoint
CREATE TABLE `calendar_days` (
	`day` text PRIMARY KEY NOT NULL,
	`mark` text NOT NULL,
	`name` text NOT NULL,
	`marked_by` text NOT NULL,
	`marked_at` integer NOT NULL,
	FOREIGN KEY (`marked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "calendar_days_day" CHECK("calendar_days"."day" is date("calendar_days"."day")),
	CONSTRAINT "calendar_days_mark" CHECK("calendar_days"."mark" in ('rest', 'work')),
	CONSTRAINT "calendar_days_name" CHECK(length("calendar_days"."name") between 1 and 20)
);
--> statement-breakpoint
CREATE TABLE `leaf_categories` (
	`code` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`name_en` text NOT NULL,
	`unit` text NOT NULL,
	`plain` text NOT NULL,
	`plain_en` text NOT NULL,
	`is_for_courtyard` integer NOT NULL,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `slogan_group_leaves` (
	`group_code` text NOT NULL,
	`leaf_code` text NOT NULL,
	PRIMARY KEY(`group_code`, `leaf_code`),
	FOREIGN KEY (`group_code`) REFERENCES `slogan_groups`(`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`leaf_code`) REFERENCES `leaf_categories`(`code`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `slogan_groups` (
	`code` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`name_en` text NOT NULL,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `declared_relatives` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`household_id` text NOT NULL,
	`declared_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `declared_relatives_once` ON `declared_relatives` (`person_id`,`household_id`);--> statement-breakpoint
CREATE TABLE `household_members` (
	`id` text PRIMARY KEY NOT NULL,
	`household_id` text NOT NULL,
	`person_id` text NOT NULL,
	`joined_at` integer NOT NULL,
	`left_at` integer,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `household_members_one_at_a_time` ON `household_members` (`person_id`) WHERE "household_members"."left_at" is null;--> statement-breakpoint
CREATE INDEX `household_members_by_household` ON `household_members` (`household_id`);--> statement-breakpoint
CREATE INDEX `household_members_left` ON `household_members` (`left_at`) WHERE "household_members"."left_at" is not null;--> statement-breakpoint
CREATE TABLE `households` (
	`id` text PRIMARY KEY NOT NULL,
	`hamlet_id` text NOT NULL,
	`village_id` text NOT NULL,
	`number` text NOT NULL,
	`head_name` text NOT NULL,
	`public_code` text NOT NULL,
	`door_token` text NOT NULL,
	`door_token_since` integer NOT NULL,
	`status` text DEFAULT 'lived_in' NOT NULL,
	`is_hardship` integer DEFAULT false NOT NULL,
	`is_unranked` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`closed_at` integer,
	FOREIGN KEY (`hamlet_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "households_number" CHECK("households"."number" glob '[0-9][0-9][0-9][0-9]'),
	CONSTRAINT "households_door_token" CHECK(length("households"."door_token") = 10)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `households_publicCode_unique` ON `households` (`public_code`);--> statement-breakpoint
CREATE UNIQUE INDEX `households_doorToken_unique` ON `households` (`door_token`);--> statement-breakpoint
CREATE UNIQUE INDEX `households_number_in_hamlet` ON `households` (`hamlet_id`,`number`);--> statement-breakpoint
CREATE INDEX `households_by_village` ON `households` (`village_id`);--> statement-breakpoint
CREATE TABLE `sign_in_slips` (
	`id` text PRIMARY KEY NOT NULL,
	`household_id` text NOT NULL,
	`person_id` text NOT NULL,
	`pin_hash` text NOT NULL,
	`issued_by` text,
	`issued_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	`cancelled_at` integer,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`issued_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sign_in_slips_one_open` ON `sign_in_slips` (`person_id`) WHERE "sign_in_slips"."used_at" is null and "sign_in_slips"."cancelled_at" is null;--> statement-breakpoint
CREATE TABLE `clock_marks` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`process` text NOT NULL,
	`process_ms` integer NOT NULL,
	`ran_ms` integer NOT NULL,
	`doubt` text,
	`doubted_ms` integer,
	`doubted_after` integer,
	CONSTRAINT "clock_marks_doubt" CHECK("clock_marks"."doubt" in ('ahead', 'behind')),
	CONSTRAINT "clock_marks_doubted" CHECK(("clock_marks"."doubt" is null) = ("clock_marks"."doubted_ms" is null) and ("clock_marks"."doubt" is null) = ("clock_marks"."doubted_after" is null))
);
--> statement-breakpoint
CREATE TABLE `jobs` (
	`name` text PRIMARY KEY NOT NULL,
	`held_by` text,
	`held_until` integer,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`took_ms` integer,
	`succeeded_at` integer,
	`failed_at` integer,
	`failure` text,
	`failure_detail` text,
	CONSTRAINT "jobs_held" CHECK(("jobs"."held_by" is null) = ("jobs"."held_until" is null)),
	CONSTRAINT "jobs_failure" CHECK("jobs"."failure" in ('full', 'locked_out', 'busy', 'damaged', 'other')),
	CONSTRAINT "jobs_failed" CHECK(("jobs"."failed_at" is null) = ("jobs"."failure" is null))
);
--> statement-breakpoint
CREATE TABLE `claims` (
	`submission_id` text PRIMARY KEY NOT NULL,
	`moderator_id` text NOT NULL,
	`claimed_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`moderator_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `decision_reasons` (
	`decision_id` text NOT NULL,
	`reason` text NOT NULL,
	PRIMARY KEY(`decision_id`, `reason`),
	FOREIGN KEY (`decision_id`) REFERENCES `decisions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `decisions` (
	`id` text PRIMARY KEY NOT NULL,
	`submission_id` text NOT NULL,
	`version` integer NOT NULL,
	`outcome` text NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`moderator_id` text NOT NULL,
	`decided_at` integer NOT NULL,
	`undone_at` integer,
	`undone_by` text,
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`moderator_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`undone_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "decisions_outcome" CHECK("decisions"."outcome" in ('published', 'returned', 'declined')),
	CONSTRAINT "decisions_note" CHECK(length("decisions"."note") <= 500)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `decisions_one_stands` ON `decisions` (`submission_id`,`version`) WHERE "decisions"."undone_at" is null;--> statement-breakpoint
CREATE INDEX `decisions_by_moderator` ON `decisions` (`moderator_id`,`decided_at`);--> statement-breakpoint
CREATE INDEX `decisions_by_submission` ON `decisions` (`submission_id`);--> statement-breakpoint
CREATE INDEX `decisions_by_time` ON `decisions` (`decided_at`,`id`);--> statement-breakpoint
CREATE TABLE `notices` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`params` text NOT NULL,
	`subject` text NOT NULL,
	`source` text NOT NULL,
	`household_id` text,
	`person_id` text,
	`office` text,
	`region_id` text,
	`caused_by` text,
	`concerned_household_id` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`caused_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`concerned_household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "notices_one_addressee" CHECK(("notices"."household_id" is not null) + ("notices"."person_id" is not null) + ("notices"."office" is not null) = 1 and ("notices"."office" is null) = ("notices"."region_id" is null)),
	CONSTRAINT "notices_office" CHECK("notices"."office" in ('admins', 'witnesses'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notices_source_unique` ON `notices` (`source`);--> statement-breakpoint
CREATE INDEX `notices_by_household` ON `notices` (`household_id`,`created_at`) WHERE "notices"."household_id" is not null;--> statement-breakpoint
CREATE INDEX `notices_by_person` ON `notices` (`person_id`,`created_at`) WHERE "notices"."person_id" is not null;--> statement-breakpoint
CREATE INDEX `notices_by_region` ON `notices` (`region_id`) WHERE "notices"."region_id" is not null;--> statement-breakpoint
CREATE INDEX `notices_by_subject` ON `notices` (`subject`);--> statement-breakpoint
CREATE TABLE `photo_derivatives` (
	`name` text PRIMARY KEY NOT NULL,
	`photo_id` text NOT NULL,
	`revision` integer NOT NULL,
	`format` text NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	FOREIGN KEY (`photo_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "photo_derivatives_format" CHECK("photo_derivatives"."format" in ('avif', 'jpeg')),
	CONSTRAINT "photo_derivatives_bytes" CHECK("photo_derivatives"."bytes" > 0)
);
--> statement-breakpoint
CREATE INDEX `photo_derivatives_by_photo` ON `photo_derivatives` (`photo_id`);--> statement-breakpoint
CREATE TABLE `photo_fingerprints` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`photo_id` text NOT NULL,
	`marks` blob NOT NULL,
	`thumb` blob NOT NULL,
	`thumb_width` integer NOT NULL,
	FOREIGN KEY (`photo_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `photo_fingerprints_photoId_unique` ON `photo_fingerprints` (`photo_id`);--> statement-breakpoint
CREATE TABLE `photo_likenesses` (
	`photo_id` text NOT NULL,
	`earlier_photo_id` text NOT NULL,
	`how` text NOT NULL,
	`distance` real NOT NULL,
	PRIMARY KEY(`photo_id`, `earlier_photo_id`),
	FOREIGN KEY (`photo_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`earlier_photo_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "photo_likenesses_how" CHECK("photo_likenesses"."how" in ('same', 'mirrored', 'cropped'))
);
--> statement-breakpoint
CREATE INDEX `photo_likenesses_by_earlier` ON `photo_likenesses` (`earlier_photo_id`);--> statement-breakpoint
CREATE TABLE `photo_marks` (
	`word` integer NOT NULL,
	`number` integer NOT NULL,
	PRIMARY KEY(`word`, `number`)
);
--> statement-breakpoint
CREATE TABLE `photo_redactions` (
	`id` text PRIMARY KEY NOT NULL,
	`photo_id` text NOT NULL,
	`revision` integer NOT NULL,
	`rectangles` text NOT NULL,
	`decided_by` text NOT NULL,
	`decided_at` integer NOT NULL,
	FOREIGN KEY (`photo_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "photo_redactions_rectangles" CHECK(json_type("photo_redactions"."rectangles") = 'array')
);
--> statement-breakpoint
CREATE UNIQUE INDEX `photo_redactions_once_a_revision` ON `photo_redactions` (`photo_id`,`revision`);--> statement-breakpoint
CREATE TABLE `photos` (
	`id` text PRIMARY KEY NOT NULL,
	`household_id` text NOT NULL,
	`received_by` text NOT NULL,
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
	CONSTRAINT "photos_format" CHECK("photos"."format" in ('jpeg', 'png', 'webp', 'avif', 'heic')),
	CONSTRAINT "photos_size" CHECK("photos"."width" > 0 and "photos"."height" > 0),
	CONSTRAINT "photos_original_expires" CHECK(("photos"."original_name" is null) = ("photos"."original_expires_at" is null)),
	CONSTRAINT "photos_gone_is_unreleased" CHECK("photos"."released_at" is null or ("photos"."withdrawn_at" is null and "photos"."erased_at" is null)),
	CONSTRAINT "photos_erased_keeps_no_original" CHECK("photos"."erased_at" is null or "photos"."original_name" is null)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `photos_originalName_unique` ON `photos` (`original_name`);--> statement-breakpoint
CREATE INDEX `photos_by_household` ON `photos` (`household_id`);--> statement-breakpoint
CREATE INDEX `photos_by_sha` ON `photos` (`sha256`);--> statement-breakpoint
CREATE INDEX `photos_by_original_expiry` ON `photos` (`original_expires_at`) WHERE "photos"."original_name" is not null;--> statement-breakpoint
CREATE TABLE `point_entries` (
	`seq` integer PRIMARY KEY NOT NULL,
	`household_id` text NOT NULL,
	`kind` text NOT NULL,
	`points` integer NOT NULL,
	`held` integer NOT NULL,
	`balance_after` integer NOT NULL,
	`held_after` integer NOT NULL,
	`refers_to` integer,
	`rule_id` text NOT NULL,
	`source` text NOT NULL,
	`evidence` text NOT NULL,
	`month` text NOT NULL,
	`actor_id` text,
	`at` integer NOT NULL,
	`previous_hash` text NOT NULL,
	`hash` text NOT NULL,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`refers_to`) REFERENCES `point_entries`(`seq`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`rule_id`) REFERENCES `point_rules`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "point_entries_never_below_zero" CHECK("point_entries"."balance_after" >= 0 and "point_entries"."held_after" >= 0),
	CONSTRAINT "point_entries_refer" CHECK(("point_entries"."refers_to" is not null) = ("point_entries"."kind" in ('vest', 'reverse'))),
	CONSTRAINT "point_entries_kind" CHECK(case "point_entries"."kind"
				when 'issue' then "point_entries"."points" > 0 and "point_entries"."held" = 0
				when 'hold' then "point_entries"."points" = 0 and "point_entries"."held" > 0
				when 'vest' then "point_entries"."points" > 0 and "point_entries"."held" = -"point_entries"."points"
				when 'reverse' then ("point_entries"."points" < 0 and "point_entries"."held" = 0) or ("point_entries"."points" = 0 and "point_entries"."held" < 0)
				when 'adjust' then "point_entries"."points" <> 0 and "point_entries"."held" = 0
				when 'redeem' then "point_entries"."points" < 0 and "point_entries"."held" = 0
				when 'expire' then "point_entries"."points" < 0 and "point_entries"."held" = 0
				else false end)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `point_entries_refersTo_unique` ON `point_entries` (`refers_to`);--> statement-breakpoint
CREATE UNIQUE INDEX `point_entries_source_unique` ON `point_entries` (`source`);--> statement-breakpoint
CREATE UNIQUE INDEX `point_entries_hash_unique` ON `point_entries` (`hash`);--> statement-breakpoint
CREATE INDEX `point_entries_by_household` ON `point_entries` (`household_id`,`seq`);--> statement-breakpoint
CREATE TABLE `point_rules` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`version` integer NOT NULL,
	`points` integer NOT NULL,
	`cap_count` integer,
	`cap_period` text,
	`effective_from` integer NOT NULL,
	`decided_in` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `point_rules_versions` ON `point_rules` (`code`,`version`);--> statement-breakpoint
CREATE TABLE `regions` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`code_source` text NOT NULL,
	`level` text NOT NULL,
	`name` text NOT NULL,
	`parent_id` text,
	`path` text NOT NULL,
	`valid_from` integer NOT NULL,
	`valid_to` integer,
	`merged_into_id` text,
	FOREIGN KEY (`parent_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`merged_into_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "regions_level" CHECK("regions"."level" in ('district', 'town', 'village', 'hamlet')),
	CONSTRAINT "regions_parent" CHECK(("regions"."level" = 'district') = ("regions"."parent_id" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `regions_code_unique` ON `regions` (`code`);--> statement-breakpoint
CREATE UNIQUE INDEX `regions_path_unique` ON `regions` (`path`);--> statement-breakpoint
CREATE INDEX `regions_by_parent` ON `regions` (`parent_id`);--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`changed_by` text,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`changed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `consents` (
	`id` text PRIMARY KEY NOT NULL,
	`household_id` text NOT NULL,
	`submission_id` text NOT NULL,
	`channel` text NOT NULL,
	`occasion` text DEFAULT '' NOT NULL,
	`given_by` text NOT NULL,
	`given_at` integer NOT NULL,
	`withdrawn_at` integer,
	`withdrawn_by` text,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`given_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`withdrawn_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `consents_given_once` ON `consents` (`submission_id`,`channel`,`occasion`) WHERE "consents"."withdrawn_at" is null;--> statement-breakpoint
CREATE TABLE `submission_photos` (
	`submission_id` text NOT NULL,
	`side` text NOT NULL,
	`position` integer NOT NULL,
	`photo_id` text NOT NULL,
	`sha256` text NOT NULL,
	PRIMARY KEY(`submission_id`, `side`, `position`),
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`photo_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "submission_photos_side" CHECK("submission_photos"."side" in ('before', 'after')),
	CONSTRAINT "submission_photos_position" CHECK("submission_photos"."position" between 1 and 3)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `submission_photos_photoId_unique` ON `submission_photos` (`photo_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `submission_photos_same_picture_once` ON `submission_photos` (`submission_id`,`sha256`);--> statement-breakpoint
CREATE TABLE `submission_stages` (
	`submission_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`stage` text NOT NULL,
	`actor_id` text,
	`at` integer NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "submission_stages_stage" CHECK("submission_stages"."stage" in ('draft', 'waiting', 'returned', 'published', 'declined', 'withdrawn'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `submission_stages_in_order` ON `submission_stages` (`submission_id`,`seq`);--> statement-breakpoint
CREATE TABLE `submission_versions` (
	`submission_id` text NOT NULL,
	`version` integer NOT NULL,
	`category_code` text NOT NULL,
	`words` text NOT NULL,
	`started_by` text NOT NULL,
	`before` text NOT NULL,
	`after` text NOT NULL,
	`sent_by` text NOT NULL,
	`sent_at` integer NOT NULL,
	PRIMARY KEY(`submission_id`, `version`),
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`category_code`) REFERENCES `leaf_categories`(`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`sent_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `submissions` (
	`id` text PRIMARY KEY NOT NULL,
	`household_id` text NOT NULL,
	`village_id` text NOT NULL,
	`hamlet_id` text NOT NULL,
	`idempotency_key` text NOT NULL,
	`category_code` text,
	`words` text DEFAULT '' NOT NULL,
	`started_by` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`edited_at` integer NOT NULL,
	`stage` text DEFAULT 'draft' NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	`stage_at` integer NOT NULL,
	`published_at` integer,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`hamlet_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`category_code`) REFERENCES `leaf_categories`(`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "submissions_words" CHECK(length("submissions"."words") <= 500),
	CONSTRAINT "submissions_started_by" CHECK("submissions"."started_by" in ('self', 'notice'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `submissions_once` ON `submissions` (`household_id`,`idempotency_key`);--> statement-breakpoint
CREATE INDEX `submissions_by_household` ON `submissions` (`household_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `submissions_wall` ON `submissions` (`published_at`,`id`) WHERE "submissions"."stage" = 'published';--> statement-breakpoint
CREATE INDEX `submissions_wall_of_village` ON `submissions` (`village_id`,`published_at`,`id`) WHERE "submissions"."stage" = 'published';--> statement-breakpoint
CREATE INDEX `submissions_wall_of_category` ON `submissions` (`category_code`,`published_at`,`id`) WHERE "submissions"."stage" = 'published';--> statement-breakpoint
CREATE INDEX `submissions_figures` ON `submissions` (`published_at`,`started_by`,`hamlet_id`) WHERE "submissions"."stage" = 'published';--> statement-breakpoint
CREATE INDEX `submissions_queue` ON `submissions` (`village_id`,`stage_at`) WHERE "submissions"."stage" = 'waiting';--> statement-breakpoint
CREATE TABLE `ballots` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`round_id` text NOT NULL,
	`roll_number` integer NOT NULL,
	`version` integer NOT NULL,
	`channel` text NOT NULL,
	`votes` integer NOT NULL,
	`sealed` blob NOT NULL,
	`at` integer NOT NULL,
	`device_mark` text,
	FOREIGN KEY (`round_id`,`roll_number`) REFERENCES `vote_roll`(`round_id`,`number`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "ballots_channel" CHECK("ballots"."channel" in ('phone', 'kiosk', 'paper')),
	CONSTRAINT "ballots_votes" CHECK("ballots"."votes" between 0 and 9),
	CONSTRAINT "ballots_sealed" CHECK(length("ballots"."sealed") = 16)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ballots_in_order` ON `ballots` (`round_id`,`roll_number`,`version`);--> statement-breakpoint
CREATE TABLE `vote_kiosks` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`opened_by` text NOT NULL,
	`opened_at` integer NOT NULL,
	`closes_at` integer NOT NULL,
	`closed_at` integer,
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`opened_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `vote_count_pieces` (
	`round_id` text NOT NULL,
	`place` integer NOT NULL,
	`bytes` blob NOT NULL,
	`receipts_from` text,
	PRIMARY KEY(`round_id`, `place`),
	FOREIGN KEY (`round_id`) REFERENCES `vote_counts`(`round_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `vote_count_pieces_by_receipt` ON `vote_count_pieces` (`round_id`,`receipts_from`);--> statement-breakpoint
CREATE TABLE `vote_counts` (
	`round_id` text PRIMARY KEY NOT NULL,
	`sha256` text NOT NULL,
	`counted_by` text NOT NULL,
	`counted_at` integer NOT NULL,
	FOREIGN KEY (`round_id`) REFERENCES `vote_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`counted_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `vote_objections` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`number` integer NOT NULL,
	`household_id` text NOT NULL,
	`made_by` text NOT NULL,
	`words` text NOT NULL,
	`made_at` integer NOT NULL,
	`answer` text,
	`is_upheld` integer,
	`answered_by` text,
	`answered_at` integer,
	FOREIGN KEY (`round_id`) REFERENCES `vote_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`made_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "vote_objections_words" CHECK(length("vote_objections"."words") between 5 and 500),
	CONSTRAINT "vote_objections_answer" CHECK(length("vote_objections"."answer") between 1 and 500)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `vote_objections_in_order` ON `vote_objections` (`round_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `vote_objections_one_a_household` ON `vote_objections` (`round_id`,`household_id`);--> statement-breakpoint
CREATE TABLE `ballot_appeals` (
	`round_id` text NOT NULL,
	`roll_number` integer NOT NULL,
	`words` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	PRIMARY KEY(`round_id`, `roll_number`),
	FOREIGN KEY (`made_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`round_id`,`roll_number`) REFERENCES `vote_roll`(`round_id`,`number`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "ballot_appeals_words" CHECK(length("ballot_appeals"."words") between 5 and 500)
);
--> statement-breakpoint
CREATE TABLE `vote_flags` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`evidence` text NOT NULL,
	`found_at` integer NOT NULL,
	`answered_by` text,
	`answered_at` integer,
	`note` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`round_id`) REFERENCES `vote_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "vote_flags_kind" CHECK("vote_flags"."kind" in ('device', 'kiosk', 'ring', 'sample'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `vote_flags_once` ON `vote_flags` (`round_id`,`kind`,`subject`);--> statement-breakpoint
CREATE UNIQUE INDEX `vote_flags_one_sample` ON `vote_flags` (`round_id`) WHERE "vote_flags"."kind" = 'sample';--> statement-breakpoint
CREATE TABLE `ballot_conflicts` (
	`round_id` text NOT NULL,
	`roll_number` integer NOT NULL,
	`paper_ballot_id` text NOT NULL,
	`found_at` integer NOT NULL,
	PRIMARY KEY(`round_id`, `roll_number`),
	FOREIGN KEY (`paper_ballot_id`) REFERENCES `paper_ballots`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`round_id`,`roll_number`) REFERENCES `vote_roll`(`round_id`,`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ballot_conflicts_paperBallotId_unique` ON `ballot_conflicts` (`paper_ballot_id`);--> statement-breakpoint
CREATE TABLE `paper_ballots` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`roll_number` integer NOT NULL,
	`code_hash` text NOT NULL,
	`issued_by` text NOT NULL,
	`issued_at` integer NOT NULL,
	`voided_at` integer,
	`voided_by` text,
	`used_at` integer,
	FOREIGN KEY (`issued_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`voided_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`round_id`,`roll_number`) REFERENCES `vote_roll`(`round_id`,`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `paper_ballots_codeHash_unique` ON `paper_ballots` (`code_hash`);--> statement-breakpoint
CREATE INDEX `paper_ballots_of_line` ON `paper_ballots` (`round_id`,`roll_number`);--> statement-breakpoint
CREATE UNIQUE INDEX `paper_ballots_one_valid` ON `paper_ballots` (`round_id`,`roll_number`) WHERE "paper_ballots"."voided_at" is null;--> statement-breakpoint
CREATE TABLE `paper_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`paper_ballot_id` text NOT NULL,
	`attempt` integer NOT NULL,
	`entered_by` text NOT NULL,
	`sealed` blob NOT NULL,
	`votes` integer NOT NULL,
	`spoiled` integer DEFAULT false NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`paper_ballot_id`) REFERENCES `paper_ballots`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "paper_entries_sealed" CHECK(length("paper_entries"."sealed") = 16),
	CONSTRAINT "paper_entries_votes" CHECK("paper_entries"."votes" between 0 and 9)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `paper_entries_once_a_person` ON `paper_entries` (`paper_ballot_id`,`attempt`,`entered_by`);--> statement-breakpoint
CREATE TABLE `vote_roll` (
	`round_id` text NOT NULL,
	`number` integer NOT NULL,
	`household_id` text NOT NULL,
	`village_id` text NOT NULL,
	`added_at` integer NOT NULL,
	`struck_at` integer,
	`struck_by` text,
	`struck_why` text,
	PRIMARY KEY(`round_id`, `number`),
	FOREIGN KEY (`round_id`) REFERENCES `vote_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`struck_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "vote_roll_struck" CHECK(("vote_roll"."struck_at" is null) = ("vote_roll"."struck_why" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `vote_roll_household_once` ON `vote_roll` (`round_id`,`household_id`);--> statement-breakpoint
CREATE TABLE `vote_roll_checks` (
	`round_id` text NOT NULL,
	`village_id` text NOT NULL,
	`checked_by` text NOT NULL,
	`checked_at` integer NOT NULL,
	`households` integer NOT NULL,
	PRIMARY KEY(`round_id`, `village_id`),
	FOREIGN KEY (`round_id`) REFERENCES `vote_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`checked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `vote_candidates` (
	`round_id` text NOT NULL,
	`number` integer NOT NULL,
	`nomination_id` text NOT NULL,
	`household_id` text NOT NULL,
	`village_id` text NOT NULL,
	`submission_id` text NOT NULL,
	`words` text DEFAULT '' NOT NULL,
	PRIMARY KEY(`round_id`, `number`),
	FOREIGN KEY (`round_id`) REFERENCES `vote_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`nomination_id`) REFERENCES `vote_nominations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "vote_candidates_number" CHECK("vote_candidates"."number" between 1 and 255)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `vote_candidates_nominationId_unique` ON `vote_candidates` (`nomination_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `vote_candidates_one_a_household` ON `vote_candidates` (`round_id`,`household_id`);--> statement-breakpoint
CREATE TABLE `vote_nominations` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`household_id` text NOT NULL,
	`submission_id` text NOT NULL,
	`how` text NOT NULL,
	`words` text DEFAULT '' NOT NULL,
	`nominated_by` text NOT NULL,
	`nominated_at` integer NOT NULL,
	`answer` text,
	`answered_by` text,
	`answered_at` integer,
	`consent_id` text,
	FOREIGN KEY (`round_id`) REFERENCES `vote_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`nominated_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`consent_id`) REFERENCES `consents`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "vote_nominations_how" CHECK("vote_nominations"."how" in ('drawn', 'nominated')),
	CONSTRAINT "vote_nominations_words" CHECK(length("vote_nominations"."words") <= 300),
	CONSTRAINT "vote_nominations_answer" CHECK("vote_nominations"."answer" in ('accepted', 'declined') and "vote_nominations"."answered_at" is not null or "vote_nominations"."answer" is null),
	CONSTRAINT "vote_nominations_consent" CHECK(("vote_nominations"."answer" = 'accepted') = ("vote_nominations"."consent_id" is not null) or "vote_nominations"."answer" is null)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `vote_nominations_one_a_household` ON `vote_nominations` (`round_id`,`household_id`);--> statement-breakpoint
CREATE INDEX `vote_nominations_of_household` ON `vote_nominations` (`household_id`);--> statement-breakpoint
CREATE TABLE `vote_round_stages` (
	`round_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`stage` text NOT NULL,
	`actor_id` text,
	`at` integer NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`round_id`) REFERENCES `vote_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "vote_round_stages_stage" CHECK("vote_round_stages"."stage" in ('draft', 'announced', 'closed', 'counted', 'final', 'cancelled'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `vote_round_stages_in_order` ON `vote_round_stages` (`round_id`,`seq`);--> statement-breakpoint
CREATE TABLE `vote_rounds` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`name` text NOT NULL,
	`words` text DEFAULT '' NOT NULL,
	`opens_at` integer NOT NULL,
	`closes_at` integer NOT NULL,
	`paper_until` integer NOT NULL,
	`objection_days` integer DEFAULT 3 NOT NULL,
	`votes_per_household` integer DEFAULT 3 NOT NULL,
	`own_village` text DEFAULT 'allowed' NOT NULL,
	`weighting` text DEFAULT 'none' NOT NULL,
	`ties` text DEFAULT 'shared' NOT NULL,
	`places` integer DEFAULT 3 NOT NULL,
	`corrects_id` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`seed_commitment` text,
	`rules_hash` text,
	`stage` text DEFAULT 'draft' NOT NULL,
	`stage_at` integer NOT NULL,
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`corrects_id`) REFERENCES `vote_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "vote_rounds_name" CHECK(length("vote_rounds"."name") between 1 and 40),
	CONSTRAINT "vote_rounds_words" CHECK(length("vote_rounds"."words") <= 500),
	CONSTRAINT "vote_rounds_period" CHECK("vote_rounds"."opens_at" < "vote_rounds"."closes_at" and "vote_rounds"."closes_at" <= "vote_rounds"."paper_until"),
	CONSTRAINT "vote_rounds_objections" CHECK("vote_rounds"."objection_days" between 1 and 30),
	CONSTRAINT "vote_rounds_votes" CHECK("vote_rounds"."votes_per_household" between 1 and 9),
	CONSTRAINT "vote_rounds_places" CHECK("vote_rounds"."places" between 1 and 20),
	CONSTRAINT "vote_rounds_own_village" CHECK("vote_rounds"."own_village" in ('allowed', 'excluded')),
	CONSTRAINT "vote_rounds_weighting" CHECK("vote_rounds"."weighting" = 'none' or ("vote_rounds"."weighting" = 'by_eligible' and "vote_rounds"."own_village" = 'excluded')),
	CONSTRAINT "vote_rounds_ties" CHECK("vote_rounds"."ties" in ('shared', 'drawn'))
);
--> statement-breakpoint
CREATE INDEX `vote_rounds_by_region` ON `vote_rounds` (`region_id`,`opens_at`);
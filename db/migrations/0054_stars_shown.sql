CREATE TABLE `stars_shown` (
	`household_id` text PRIMARY KEY NOT NULL,
	`shown_at` integer,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE TABLE `pair_take_backs` (
	`submission_id` text NOT NULL,
	`number` integer NOT NULL,
	`helper_id` text NOT NULL,
	`taken_at` integer NOT NULL,
	`final_at` integer NOT NULL,
	`said_by` text,
	`said_by_unlisted` integer DEFAULT false NOT NULL,
	`disowned_at` integer,
	`disowned_by` text,
	`disowned_let_in_by` text,
	`disowned_said_by` text,
	`disowned_said_by_unlisted` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`submission_id`, `number`),
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`helper_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`disowned_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`disowned_let_in_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);

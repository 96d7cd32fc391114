DROP TABLE `award_list_lines`;--> statement-breakpoint
DROP TABLE `award_lists`;
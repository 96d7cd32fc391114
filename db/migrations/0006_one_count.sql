-- A renamed table must not be asked for by a trigger meanwhile: those that ask for one are made anew below.
DROP TRIGGER vote_flags_no_delete;--> statement-breakpoint
DROP TRIGGER vote_flags_after_closing;--> statement-breakpoint
DROP TRIGGER vote_counts_one_after_the_other;--> statement-breakpoint
DROP TRIGGER vote_counts_no_update;--> statement-breakpoint
DROP TRIGGER vote_counts_no_delete;--> statement-breakpoint
DROP TRIGGER vote_objections_in_time;--> statement-breakpoint
DROP TRIGGER vote_round_stages_step;--> statement-breakpoint
DROP TRIGGER ballot_invalidations_after_closing;--> statement-breakpoint
DROP TRIGGER ballot_invalidations_signed_once;--> statement-breakpoint
DROP TRIGGER consents_only_withdrawn;--> statement-breakpoint
DROP TRIGGER vote_nominations_answered_once;--> statement-breakpoint
CREATE TABLE `ballot_appeals` (
	`id` text PRIMARY KEY NOT NULL,
	`invalidation_id` text NOT NULL,
	`words` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	`proposed` text,
	`why` text,
	`proposed_by` text,
	`proposed_at` integer,
	`settled` text,
	`settled_by` text,
	`settled_at` integer,
	FOREIGN KEY (`invalidation_id`) REFERENCES `ballot_invalidations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`made_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`settled_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "ballot_appeals_words" CHECK(length("ballot_appeals"."words") between 5 and 500),
	CONSTRAINT "ballot_appeals_why" CHECK("ballot_appeals"."why" is null or length("ballot_appeals"."why") between 5 and 300),
	CONSTRAINT "ballot_appeals_two_people" CHECK("ballot_appeals"."settled_by" is null or "ballot_appeals"."settled_by" <> "ballot_appeals"."proposed_by"),
	CONSTRAINT "ballot_appeals_proposal" CHECK(("ballot_appeals"."proposed" is null) = ("ballot_appeals"."proposed_by" is null)),
	CONSTRAINT "ballot_appeals_settlement" CHECK(("ballot_appeals"."settled" is null) = ("ballot_appeals"."settled_by" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ballot_appeals_invalidationId_unique` ON `ballot_appeals` (`invalidation_id`);--> statement-breakpoint
CREATE TABLE `__new_vote_flags` (
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
	CONSTRAINT "vote_flags_kind" CHECK("__new_vote_flags"."kind" in ('burst', 'device', 'kiosk', 'ring', 'sample'))
);
--> statement-breakpoint
INSERT INTO `__new_vote_flags`("id", "round_id", "kind", "subject", "evidence", "found_at", "answered_by", "answered_at", "note") SELECT "id", "round_id", "kind", "subject", "evidence", "found_at", "answered_by", "answered_at", "note" FROM `vote_flags`;--> statement-breakpoint
DROP TABLE `vote_flags`;--> statement-breakpoint
ALTER TABLE `__new_vote_flags` RENAME TO `vote_flags`;--> statement-breakpoint
CREATE UNIQUE INDEX `vote_flags_once` ON `vote_flags` (`round_id`,`kind`,`subject`);--> statement-breakpoint
DROP INDEX `consents_given_once`;--> statement-breakpoint
ALTER TABLE `consents` ADD `occasion` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `consents_given_once` ON `consents` (`submission_id`,`channel`,`occasion`) WHERE "consents"."withdrawn_at" is null;--> statement-breakpoint
CREATE TABLE `__new_vote_counts` (
	`round_id` text PRIMARY KEY NOT NULL,
	`file` text NOT NULL,
	`sha256` text NOT NULL,
	`counted_by` text NOT NULL,
	`counted_at` integer NOT NULL,
	FOREIGN KEY (`round_id`) REFERENCES `vote_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`counted_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_vote_counts`("round_id", "file", "sha256", "counted_by", "counted_at") SELECT "round_id", "file", "sha256", "counted_by", "counted_at" FROM `vote_counts` WHERE "version" = (SELECT max("version") FROM `vote_counts` last WHERE last."round_id" = `vote_counts`."round_id");--> statement-breakpoint
DROP TABLE `vote_counts`;--> statement-breakpoint
ALTER TABLE `__new_vote_counts` RENAME TO `vote_counts`;--> statement-breakpoint
ALTER TABLE `sessions` ADD `is_at_kiosk` integer DEFAULT false NOT NULL;--> statement-breakpoint
UPDATE consents SET occasion = coalesce((SELECT round_id FROM vote_nominations WHERE consent_id = consents.id ORDER BY nominated_at LIMIT 1), '') WHERE channel = 'vote';
--> statement-breakpoint
CREATE TRIGGER consents_only_withdrawn BEFORE UPDATE ON consents BEGIN
	SELECT RAISE(ABORT, 'consents can only be withdrawn') WHERE OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL
		OR NEW.household_id <> OLD.household_id OR NEW.submission_id <> OLD.submission_id OR NEW.channel <> OLD.channel OR NEW.occasion <> OLD.occasion
		OR NEW.given_by <> OLD.given_by OR NEW.given_at <> OLD.given_at;
END;
--> statement-breakpoint

-- votes: a yes is for one pair in one round.
CREATE TRIGGER vote_nominations_answered_once BEFORE UPDATE ON vote_nominations BEGIN
	SELECT RAISE(ABORT, 'vote_nominations are answered once') WHERE OLD.answer IS NOT NULL OR NEW.answer IS NULL OR NEW.round_id <> OLD.round_id
		OR NEW.household_id <> OLD.household_id OR NEW.submission_id <> OLD.submission_id OR NEW.nominated_by <> OLD.nominated_by;
	SELECT RAISE(ABORT, 'vote_nominations: the household itself answers') WHERE NOT EXISTS (
		SELECT 1 FROM household_members WHERE household_id = OLD.household_id AND person_id = NEW.answered_by AND left_at IS NULL);
	SELECT RAISE(ABORT, 'vote_nominations: a yes is a consent to this round') WHERE NEW.answer = 'accepted' AND NOT EXISTS (
		SELECT 1 FROM consents WHERE id = NEW.consent_id AND submission_id = NEW.submission_id AND channel = 'vote' AND occasion = NEW.round_id AND withdrawn_at IS NULL);
END;
--> statement-breakpoint
CREATE TRIGGER vote_flags_only_answered BEFORE UPDATE ON vote_flags BEGIN
	SELECT RAISE(ABORT, 'vote_flags: what was found stays') WHERE NEW.id <> OLD.id OR NEW.round_id <> OLD.round_id OR NEW.kind <> OLD.kind
		OR NEW.subject <> OLD.subject OR NEW.evidence <> OLD.evidence OR NEW.found_at <> OLD.found_at;
	SELECT RAISE(ABORT, 'vote_flags: nobody writes over another''s answer') WHERE OLD.answered_by IS NOT NULL AND NEW.answered_by IS NOT OLD.answered_by;
END;
--> statement-breakpoint
CREATE TRIGGER vote_flags_no_delete BEFORE DELETE ON vote_flags BEGIN SELECT RAISE(ABORT, 'vote_flags stay'); END;
--> statement-breakpoint
CREATE TRIGGER vote_flags_after_closing BEFORE INSERT ON vote_flags WHEN (SELECT stage FROM vote_rounds WHERE id = NEW.round_id) NOT IN ('closed', 'counted', 'final') BEGIN
	SELECT RAISE(ABORT, 'vote_flags: not while the round is open');
END;
--> statement-breakpoint

-- votes: a round is counted once. Two counts that differ by one ballot would say for whom that ballot was.
CREATE TRIGGER vote_round_stages_step BEFORE INSERT ON vote_round_stages BEGIN
	SELECT RAISE(ABORT, 'vote_round_stages: no such step') WHERE
		(SELECT count(*) FROM vote_round_stages WHERE round_id = NEW.round_id) + 1 <> NEW.seq
		OR coalesce((SELECT stage FROM vote_round_stages WHERE round_id = NEW.round_id ORDER BY seq DESC LIMIT 1), '') || '>' || NEW.stage NOT IN (
			'>draft', 'draft>announced', 'announced>closed', 'closed>counted', 'counted>final',
			'draft>cancelled', 'announced>cancelled', 'closed>cancelled', 'counted>cancelled');
	SELECT RAISE(ABORT, 'vote_round_stages: an announcement needs rules, two candidates, a roll, and comes before the opening') WHERE NEW.stage = 'announced' AND (
		(SELECT count(*) FROM vote_candidates WHERE round_id = NEW.round_id) < 2
		OR NOT EXISTS (SELECT 1 FROM vote_roll WHERE round_id = NEW.round_id)
		OR NOT EXISTS (SELECT 1 FROM vote_rounds WHERE id = NEW.round_id AND seed_commitment IS NOT NULL AND rules_hash IS NOT NULL AND NEW.at < opens_at));
	SELECT RAISE(ABORT, 'vote_round_stages: each village gave its word for its part of the roll') WHERE NEW.stage = 'announced' AND EXISTS (
		SELECT 1 FROM vote_roll v WHERE v.round_id = NEW.round_id AND v.struck_at IS NULL GROUP BY v.village_id
		HAVING count(*) IS NOT (SELECT households FROM vote_roll_checks WHERE round_id = NEW.round_id AND village_id = v.village_id));
	SELECT RAISE(ABORT, 'vote_round_stages: nominees were drawn by a number that another announcement has taken') WHERE NEW.stage = 'announced'
		AND EXISTS (SELECT 1 FROM vote_nominations WHERE round_id = NEW.round_id AND how = 'drawn')
		AND EXISTS (SELECT 1 FROM vote_rounds r JOIN vote_rounds other ON other.region_id = r.region_id AND other.id <> r.id
			JOIN vote_round_stages s ON s.round_id = other.id WHERE r.id = NEW.round_id AND s.stage = 'announced' AND s.at >= r.created_at);
	SELECT RAISE(ABORT, 'vote_round_stages: not closed before its time') WHERE NEW.stage = 'closed' AND
		NEW.at < (SELECT closes_at FROM vote_rounds WHERE id = NEW.round_id);
	SELECT RAISE(ABORT, 'vote_round_stages: not counted while paper may come, two ballots of a household, a signature or an appeal are open') WHERE NEW.stage = 'counted' AND (
		NEW.at < (SELECT paper_until FROM vote_rounds WHERE id = NEW.round_id)
		OR EXISTS (SELECT 1 FROM ballot_conflicts WHERE round_id = NEW.round_id AND settled IS NULL)
		OR EXISTS (SELECT 1 FROM ballot_invalidations WHERE round_id = NEW.round_id AND answer IS NULL)
		OR EXISTS (SELECT 1 FROM ballot_invalidations i JOIN ballot_appeals a ON a.invalidation_id = i.id WHERE i.round_id = NEW.round_id AND a.settled IS NULL)
		OR EXISTS (SELECT 1 FROM ballot_invalidations i JOIN vote_rounds r ON r.id = i.round_id WHERE i.round_id = NEW.round_id AND i.answer = 'signed'
			AND NEW.at < i.answered_at + r.objection_days * 86400000 AND NOT EXISTS (SELECT 1 FROM ballot_appeals WHERE invalidation_id = i.id))
		OR NOT EXISTS (SELECT 1 FROM vote_counts WHERE round_id = NEW.round_id));
	SELECT RAISE(ABORT, 'vote_round_stages: not final while objections may come or wait') WHERE NEW.stage = 'final' AND (
		EXISTS (SELECT 1 FROM vote_objections WHERE round_id = NEW.round_id AND answer IS NULL)
		OR NEW.at < (SELECT c.counted_at + r.objection_days * 86400000 FROM vote_counts c JOIN vote_rounds r ON r.id = c.round_id WHERE r.id = NEW.round_id));
	SELECT RAISE(ABORT, 'vote_round_stages: a cancelled round says why') WHERE NEW.stage = 'cancelled' AND length(NEW.note) < 5;
	SELECT RAISE(ABORT, 'vote_round_stages: a count is annulled by another one than who upheld an objection to it') WHERE NEW.stage = 'cancelled'
		AND (SELECT stage FROM vote_rounds WHERE id = NEW.round_id) = 'counted' AND NOT EXISTS (
			SELECT 1 FROM vote_objections WHERE round_id = NEW.round_id AND is_upheld = 1 AND answered_by <> NEW.actor_id);
	SELECT RAISE(ABORT, 'vote_round_stages: a count is annulled by nobody who objected to it, stands in it, or is close to who does') WHERE NEW.stage = 'cancelled'
		AND (SELECT stage FROM vote_rounds WHERE id = NEW.round_id) = 'counted' AND EXISTS (
			SELECT 1 FROM (SELECT household_id, made_by FROM vote_objections WHERE round_id = NEW.round_id
				UNION ALL SELECT household_id, NULL FROM vote_candidates WHERE round_id = NEW.round_id) concerned WHERE concerned.made_by = NEW.actor_id
				OR concerned.household_id IN (SELECT household_id FROM household_members WHERE person_id = NEW.actor_id AND left_at IS NULL)
				OR concerned.household_id IN (SELECT household_id FROM declared_relatives WHERE person_id = NEW.actor_id));
END;
--> statement-breakpoint
CREATE TRIGGER vote_counts_of_a_closed_round BEFORE INSERT ON vote_counts BEGIN
	SELECT RAISE(ABORT, 'vote_counts: once, of a closed round') WHERE (SELECT stage FROM vote_rounds WHERE id = NEW.round_id) <> 'closed'
		OR EXISTS (SELECT 1 FROM vote_counts WHERE round_id = NEW.round_id);
END;
--> statement-breakpoint
CREATE TRIGGER vote_counts_no_update BEFORE UPDATE ON vote_counts BEGIN SELECT RAISE(ABORT, 'vote_counts is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER vote_counts_no_delete BEFORE DELETE ON vote_counts BEGIN SELECT RAISE(ABORT, 'vote_counts is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER vote_objections_in_time BEFORE INSERT ON vote_objections BEGIN
	SELECT RAISE(ABORT, 'vote_objections: while objections are taken') WHERE NEW.answer IS NOT NULL OR NOT EXISTS (
		SELECT 1 FROM vote_rounds r JOIN vote_counts c ON c.round_id = r.id WHERE r.id = NEW.round_id AND r.stage = 'counted'
			AND NEW.made_at < c.counted_at + r.objection_days * 86400000);
END;
--> statement-breakpoint
DROP TRIGGER vote_objections_answered_once;
--> statement-breakpoint
CREATE TRIGGER vote_objections_answered_once BEFORE UPDATE ON vote_objections BEGIN
	SELECT RAISE(ABORT, 'vote_objections are answered once') WHERE OLD.answer IS NOT NULL OR NEW.answer IS NULL OR NEW.answered_by IS NULL
		OR NEW.id <> OLD.id OR NEW.round_id <> OLD.round_id OR NEW.number <> OLD.number OR NEW.household_id <> OLD.household_id
		OR NEW.words <> OLD.words OR NEW.made_by <> OLD.made_by OR NEW.made_at <> OLD.made_at;
	SELECT RAISE(ABORT, 'vote_objections: who objected, own household, declared relatives or a candidate among them') WHERE NEW.answered_by = OLD.made_by OR EXISTS (
		SELECT 1 FROM (SELECT OLD.household_id AS household_id UNION ALL SELECT household_id FROM vote_candidates WHERE round_id = OLD.round_id) judged WHERE
			judged.household_id IN (SELECT household_id FROM household_members WHERE person_id = NEW.answered_by AND left_at IS NULL)
			OR judged.household_id IN (SELECT household_id FROM declared_relatives WHERE person_id = NEW.answered_by));
END;
--> statement-breakpoint

-- votes: ballots are made invalid between the closing and the count; the household may appeal, and somebody new looks again.
CREATE TRIGGER ballot_invalidations_after_closing BEFORE INSERT ON ballot_invalidations BEGIN
	SELECT RAISE(ABORT, 'ballot_invalidations: after the closing, before the count') WHERE (SELECT stage FROM vote_rounds WHERE id = NEW.round_id) <> 'closed' OR NEW.answer IS NOT NULL;
	SELECT RAISE(ABORT, 'ballot_invalidations: refused once, it takes somebody else to propose it again') WHERE EXISTS (
		SELECT 1 FROM ballot_invalidations WHERE round_id = NEW.round_id AND roll_number = NEW.roll_number AND proposed_by = NEW.proposed_by AND answer = 'refused');
	SELECT RAISE(ABORT, 'ballot_invalidations: there is no ballot') WHERE NOT EXISTS (
		SELECT 1 FROM ballots WHERE round_id = NEW.round_id AND roll_number = NEW.roll_number);
	SELECT RAISE(ABORT, 'ballot_invalidations: own household or declared relatives') WHERE EXISTS (
		SELECT 1 FROM vote_roll v WHERE v.round_id = NEW.round_id AND v.number = NEW.roll_number AND (
			v.household_id IN (SELECT household_id FROM household_members WHERE person_id = NEW.proposed_by AND left_at IS NULL)
			OR v.household_id IN (SELECT household_id FROM declared_relatives WHERE person_id = NEW.proposed_by)));
END;
--> statement-breakpoint
CREATE TRIGGER ballot_invalidations_signed_once BEFORE UPDATE ON ballot_invalidations BEGIN
	SELECT RAISE(ABORT, 'ballot_invalidations are signed once') WHERE OLD.answer IS NOT NULL OR NEW.answer IS NULL OR NEW.round_id <> OLD.round_id
		OR NEW.roll_number <> OLD.roll_number OR NEW.reason <> OLD.reason OR NEW.why <> OLD.why OR NEW.proposed_by <> OLD.proposed_by;
	SELECT RAISE(ABORT, 'ballot_invalidations: after the closing, before the count') WHERE (SELECT stage FROM vote_rounds WHERE id = NEW.round_id) <> 'closed';
	SELECT RAISE(ABORT, 'ballot_invalidations: own household or declared relatives') WHERE EXISTS (
		SELECT 1 FROM vote_roll v WHERE v.round_id = NEW.round_id AND v.number = NEW.roll_number AND (
			v.household_id IN (SELECT household_id FROM household_members WHERE person_id = NEW.answered_by AND left_at IS NULL)
			OR v.household_id IN (SELECT household_id FROM declared_relatives WHERE person_id = NEW.answered_by)));
END;
--> statement-breakpoint
CREATE TRIGGER ballot_appeals_in_time BEFORE INSERT ON ballot_appeals BEGIN
	SELECT RAISE(ABORT, 'ballot_appeals begin undecided') WHERE NEW.proposed IS NOT NULL OR NEW.settled IS NOT NULL;
	SELECT RAISE(ABORT, 'ballot_appeals: against what was signed, before the count and in time') WHERE NOT EXISTS (
		SELECT 1 FROM ballot_invalidations i JOIN vote_rounds r ON r.id = i.round_id WHERE i.id = NEW.invalidation_id AND i.answer = 'signed'
			AND r.stage = 'closed' AND NEW.made_at < i.answered_at + r.objection_days * 86400000);
	SELECT RAISE(ABORT, 'ballot_appeals: not by who signed') WHERE EXISTS (
		SELECT 1 FROM ballot_invalidations WHERE id = NEW.invalidation_id AND NEW.made_by IN (proposed_by, answered_by));
END;
--> statement-breakpoint
CREATE TRIGGER ballot_appeals_settled_once BEFORE UPDATE ON ballot_appeals BEGIN
	SELECT RAISE(ABORT, 'ballot_appeals are settled once, by two') WHERE OLD.settled IS NOT NULL
		OR NEW.settled IS NOT NULL AND (NEW.settled IS NOT OLD.proposed OR NEW.proposed_by IS NOT OLD.proposed_by OR NEW.why IS NOT OLD.why)
		OR NEW.invalidation_id <> OLD.invalidation_id;
	SELECT RAISE(ABORT, 'ballot_appeals: only the household itself says it anew, in place of what an office wrote, before a ruling') WHERE
		(NEW.words <> OLD.words OR NEW.made_by <> OLD.made_by OR NEW.made_at <> OLD.made_at) AND (OLD.proposed IS NOT NULL
			OR EXISTS (SELECT 1 FROM ballot_invalidations i JOIN vote_roll v ON v.round_id = i.round_id AND v.number = i.roll_number
				JOIN household_members m ON m.household_id = v.household_id AND m.left_at IS NULL WHERE i.id = OLD.invalidation_id AND m.person_id = OLD.made_by)
			OR NOT EXISTS (SELECT 1 FROM ballot_invalidations i JOIN vote_roll v ON v.round_id = i.round_id AND v.number = i.roll_number
				JOIN household_members m ON m.household_id = v.household_id AND m.left_at IS NULL WHERE i.id = OLD.invalidation_id AND m.person_id = NEW.made_by));
	SELECT RAISE(ABORT, 'ballot_appeals: somebody new looks again') WHERE EXISTS (
		SELECT 1 FROM ballot_invalidations WHERE id = OLD.invalidation_id AND NEW.proposed_by IN (proposed_by, answered_by));
	SELECT RAISE(ABORT, 'ballot_appeals: own household, declared relatives or a candidate among them') WHERE EXISTS (
		SELECT 1 FROM ballot_invalidations i JOIN (SELECT round_id, number, household_id FROM vote_roll
			UNION ALL SELECT round_id, NULL, household_id FROM vote_candidates) judged ON judged.round_id = i.round_id AND (judged.number IS NULL OR judged.number = i.roll_number)
		WHERE i.id = OLD.invalidation_id AND (
			judged.household_id IN (SELECT household_id FROM household_members WHERE person_id = coalesce(NEW.settled_by, NEW.proposed_by) AND left_at IS NULL)
			OR judged.household_id IN (SELECT household_id FROM declared_relatives WHERE person_id = coalesce(NEW.settled_by, NEW.proposed_by))));
END;
--> statement-breakpoint
CREATE TRIGGER ballot_appeals_no_delete BEFORE DELETE ON ballot_appeals BEGIN SELECT RAISE(ABORT, 'ballot_appeals stay'); END;
--> statement-breakpoint
DROP TRIGGER ballot_conflicts_recusal;
--> statement-breakpoint
CREATE TRIGGER ballot_conflicts_recusal BEFORE UPDATE ON ballot_conflicts BEGIN
	SELECT RAISE(ABORT, 'ballot_conflicts: own household, declared relatives or a candidate among them') WHERE EXISTS (
		SELECT 1 FROM (SELECT household_id FROM vote_roll WHERE round_id = OLD.round_id AND number = OLD.roll_number
			UNION ALL SELECT household_id FROM vote_candidates WHERE round_id = OLD.round_id) judged
		WHERE judged.household_id IN (SELECT household_id FROM household_members WHERE person_id = coalesce(NEW.settled_by, NEW.proposed_by) AND left_at IS NULL)
			OR judged.household_id IN (SELECT household_id FROM declared_relatives WHERE person_id = coalesce(NEW.settled_by, NEW.proposed_by)));
END;
--> statement-breakpoint
CREATE TRIGGER paper_entries_not_by_the_printer BEFORE INSERT ON paper_entries BEGIN
	SELECT RAISE(ABORT, 'paper_entries: who printed it does not enter it') WHERE EXISTS (
		SELECT 1 FROM paper_ballots WHERE id = NEW.paper_ballot_id AND issued_by = NEW.entered_by);
END;
--> statement-breakpoint
CREATE TRIGGER paper_ballots_begin_unread BEFORE INSERT ON paper_ballots BEGIN
	SELECT RAISE(ABORT, 'paper_ballots begin unread') WHERE NEW.used_at IS NOT NULL OR NEW.voided_at IS NOT NULL;
END;
--> statement-breakpoint
DROP TRIGGER paper_ballots_used_once;
--> statement-breakpoint
CREATE TRIGGER paper_ballots_used_once BEFORE UPDATE ON paper_ballots BEGIN
	SELECT RAISE(ABORT, 'paper_ballots are used or voided, once') WHERE NEW.round_id <> OLD.round_id OR NEW.roll_number <> OLD.roll_number
		OR NEW.code_hash <> OLD.code_hash OR NEW.issued_by <> OLD.issued_by OR NEW.issued_at <> OLD.issued_at
		OR OLD.voided_at IS NOT NULL OR OLD.used_at IS NOT NULL AND NEW.used_at IS NOT OLD.used_at
		OR OLD.used_at IS NOT NULL AND NEW.voided_at IS NOT NULL;
	SELECT RAISE(ABORT, 'paper_ballots: two people must have read the same') WHERE NEW.used_at IS NOT NULL AND OLD.used_at IS NULL AND NOT EXISTS (
		SELECT 1 FROM paper_entries a JOIN paper_entries b ON a.paper_ballot_id = b.paper_ballot_id AND a.attempt = b.attempt
		WHERE a.paper_ballot_id = NEW.id AND a.entered_by <> b.entered_by AND a.sealed = b.sealed AND a.spoiled = b.spoiled);
END;
--> statement-breakpoint
CREATE INDEX `household_members_left` ON `household_members` (`left_at`) WHERE "household_members"."left_at" is not null;
--> statement-breakpoint
CREATE UNIQUE INDEX `vote_flags_one_sample` ON `vote_flags` (`round_id`) WHERE "vote_flags"."kind" = 'sample';
--> statement-breakpoint

-- votes: who was struck off the roll can be put back until the opening, and has a day for it. What each village gave its word for stands from the announcement on.
DROP TRIGGER vote_roll_struck_before_opening;
--> statement-breakpoint
CREATE TRIGGER vote_roll_struck_before_opening BEFORE UPDATE ON vote_roll BEGIN
	SELECT RAISE(ABORT, 'vote_roll: a household is struck or put back, nothing else') WHERE (NEW.struck_at IS NULL) = (OLD.struck_at IS NULL)
		OR NEW.household_id <> OLD.household_id OR NEW.village_id <> OLD.village_id OR NEW.number <> OLD.number OR NEW.round_id <> OLD.round_id
		OR NEW.struck_at IS NOT NULL AND NEW.added_at <> OLD.added_at
		OR NEW.struck_at IS NULL AND (NEW.added_at < OLD.struck_at OR NEW.struck_by IS NOT NULL);
	SELECT RAISE(ABORT, 'vote_roll is frozen from the opening on') WHERE NOT EXISTS (
		SELECT 1 FROM vote_rounds WHERE id = OLD.round_id AND (stage = 'draft' OR stage = 'announced' AND coalesce(NEW.struck_at, NEW.added_at) < opens_at));
	SELECT RAISE(ABORT, 'vote_roll: nobody is struck in the last day before the opening') WHERE EXISTS (
		SELECT 1 FROM vote_rounds WHERE id = OLD.round_id AND stage = 'announced' AND NEW.struck_at >= opens_at - 86400000);
END;
--> statement-breakpoint
CREATE TRIGGER vote_roll_checks_while_draft BEFORE INSERT ON vote_roll_checks WHEN (SELECT stage FROM vote_rounds WHERE id = NEW.round_id) <> 'draft' BEGIN
	SELECT RAISE(ABORT, 'vote_roll_checks: a village gives its word before the announcement');
END;
--> statement-breakpoint
CREATE TRIGGER vote_roll_checks_stay BEFORE DELETE ON vote_roll_checks WHEN (SELECT stage FROM vote_rounds WHERE id = OLD.round_id) <> 'draft' BEGIN
	SELECT RAISE(ABORT, 'vote_roll_checks stay from the announcement on');
END;

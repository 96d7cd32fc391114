-- votes: the rules of a round stand still from the announcement on; its life is rows.
CREATE TRIGGER vote_rounds_begin_as_draft BEFORE INSERT ON vote_rounds BEGIN
	SELECT RAISE(ABORT, 'vote_rounds begin as a draft') WHERE NEW.stage <> 'draft' OR NEW.seed_commitment IS NOT NULL OR NEW.rules_hash IS NOT NULL;
END;
--> statement-breakpoint
CREATE TRIGGER vote_rounds_rules_stand_still BEFORE UPDATE OF region_id, name, words, opens_at, closes_at, paper_until, objection_days, votes_per_household,
	own_village, weighting, ties, places, corrects_id, created_by, created_at, seed_commitment, rules_hash ON vote_rounds WHEN OLD.stage <> 'draft' BEGIN
	SELECT RAISE(ABORT, 'vote_rounds: the rules stand still after the announcement');
END;
--> statement-breakpoint
CREATE TRIGGER vote_rounds_stage_follows BEFORE UPDATE OF stage ON vote_rounds BEGIN
	SELECT RAISE(ABORT, 'vote_rounds.stage follows vote_round_stages') WHERE NEW.stage <>
		(SELECT stage FROM vote_round_stages WHERE round_id = NEW.id ORDER BY seq DESC LIMIT 1);
END;
--> statement-breakpoint
CREATE TRIGGER vote_rounds_no_delete BEFORE DELETE ON vote_rounds BEGIN SELECT RAISE(ABORT, 'vote_rounds stay'); END;
--> statement-breakpoint
CREATE TRIGGER vote_round_stages_no_update BEFORE UPDATE ON vote_round_stages BEGIN SELECT RAISE(ABORT, 'vote_round_stages is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER vote_round_stages_no_delete BEFORE DELETE ON vote_round_stages BEGIN SELECT RAISE(ABORT, 'vote_round_stages is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER vote_round_stages_step BEFORE INSERT ON vote_round_stages BEGIN
	SELECT RAISE(ABORT, 'vote_round_stages: no such step') WHERE
		(SELECT count(*) FROM vote_round_stages WHERE round_id = NEW.round_id) + 1 <> NEW.seq
		OR coalesce((SELECT stage FROM vote_round_stages WHERE round_id = NEW.round_id ORDER BY seq DESC LIMIT 1), '') || '>' || NEW.stage NOT IN (
			'>draft', 'draft>announced', 'announced>closed', 'closed>counted', 'counted>counted', 'counted>final',
			'draft>cancelled', 'announced>cancelled', 'closed>cancelled');
	SELECT RAISE(ABORT, 'vote_round_stages: an announcement needs rules, two candidates, a roll, and comes before the opening') WHERE NEW.stage = 'announced' AND (
		(SELECT count(*) FROM vote_candidates WHERE round_id = NEW.round_id) < 2
		OR NOT EXISTS (SELECT 1 FROM vote_roll WHERE round_id = NEW.round_id)
		OR NOT EXISTS (SELECT 1 FROM vote_rounds WHERE id = NEW.round_id AND seed_commitment IS NOT NULL AND rules_hash IS NOT NULL AND NEW.at < opens_at));
	SELECT RAISE(ABORT, 'vote_round_stages: not closed before its time') WHERE NEW.stage = 'closed' AND
		NEW.at < (SELECT closes_at FROM vote_rounds WHERE id = NEW.round_id);
	SELECT RAISE(ABORT, 'vote_round_stages: not counted while paper may come, two ballots of a household or a signature are open') WHERE NEW.stage = 'counted' AND (
		NEW.at < (SELECT paper_until FROM vote_rounds WHERE id = NEW.round_id)
		OR EXISTS (SELECT 1 FROM ballot_conflicts WHERE round_id = NEW.round_id AND settled IS NULL)
		OR EXISTS (SELECT 1 FROM ballot_invalidations WHERE round_id = NEW.round_id AND answer IS NULL)
		OR (SELECT count(*) FROM vote_counts WHERE round_id = NEW.round_id) <> 1 + (SELECT count(*) FROM vote_round_stages WHERE round_id = NEW.round_id AND stage = 'counted'));
	SELECT RAISE(ABORT, 'vote_round_stages: not final while objections may come or wait') WHERE NEW.stage = 'final' AND (
		EXISTS (SELECT 1 FROM vote_objections WHERE round_id = NEW.round_id AND answer IS NULL)
		OR EXISTS (SELECT 1 FROM ballot_invalidations WHERE round_id = NEW.round_id AND answer IS NULL)
		OR NEW.at < (SELECT max(c.counted_at) + r.objection_days * 86400000 FROM vote_counts c JOIN vote_rounds r ON r.id = c.round_id WHERE r.id = NEW.round_id));
	SELECT RAISE(ABORT, 'vote_round_stages: a cancelled round says why') WHERE NEW.stage = 'cancelled' AND length(NEW.note) < 5;
END;
--> statement-breakpoint
CREATE TRIGGER vote_round_stages_followed AFTER INSERT ON vote_round_stages BEGIN
	UPDATE vote_rounds SET stage = NEW.stage, stage_at = NEW.at WHERE id = NEW.round_id;
END;
--> statement-breakpoint

-- votes: nobody stands without the yes of the own household; candidates and roll are frozen.
CREATE TRIGGER vote_nominations_while_draft BEFORE INSERT ON vote_nominations BEGIN
	SELECT RAISE(ABORT, 'vote_nominations: the round is announced') WHERE (SELECT stage FROM vote_rounds WHERE id = NEW.round_id) <> 'draft' OR NEW.answer IS NOT NULL;
	SELECT RAISE(ABORT, 'vote_nominations: a published pair of this household') WHERE NOT EXISTS (
		SELECT 1 FROM submissions WHERE id = NEW.submission_id AND household_id = NEW.household_id AND stage = 'published');
END;
--> statement-breakpoint
CREATE TRIGGER vote_nominations_answered_once BEFORE UPDATE ON vote_nominations BEGIN
	SELECT RAISE(ABORT, 'vote_nominations are answered once') WHERE OLD.answer IS NOT NULL OR NEW.answer IS NULL OR NEW.round_id <> OLD.round_id
		OR NEW.household_id <> OLD.household_id OR NEW.submission_id <> OLD.submission_id OR NEW.nominated_by <> OLD.nominated_by;
	SELECT RAISE(ABORT, 'vote_nominations: the household itself answers') WHERE NOT EXISTS (
		SELECT 1 FROM household_members WHERE household_id = OLD.household_id AND person_id = NEW.answered_by AND left_at IS NULL);
	SELECT RAISE(ABORT, 'vote_nominations: a yes is a consent') WHERE NEW.answer = 'accepted' AND NOT EXISTS (
		SELECT 1 FROM consents WHERE id = NEW.consent_id AND submission_id = NEW.submission_id AND channel = 'vote' AND withdrawn_at IS NULL);
END;
--> statement-breakpoint
CREATE TRIGGER vote_nominations_no_delete BEFORE DELETE ON vote_nominations BEGIN SELECT RAISE(ABORT, 'vote_nominations stay'); END;
--> statement-breakpoint
CREATE TRIGGER vote_candidates_frozen BEFORE INSERT ON vote_candidates BEGIN
	SELECT RAISE(ABORT, 'vote_candidates are frozen by the announcement') WHERE (SELECT stage FROM vote_rounds WHERE id = NEW.round_id) <> 'draft';
	SELECT RAISE(ABORT, 'vote_candidates: with the consent of the household') WHERE NOT EXISTS (
		SELECT 1 FROM vote_nominations n JOIN consents c ON c.id = n.consent_id
		WHERE n.id = NEW.nomination_id AND n.round_id = NEW.round_id AND n.household_id = NEW.household_id AND n.submission_id = NEW.submission_id
			AND n.answer = 'accepted' AND c.withdrawn_at IS NULL);
END;
--> statement-breakpoint
CREATE TRIGGER vote_candidates_no_update BEFORE UPDATE ON vote_candidates BEGIN SELECT RAISE(ABORT, 'vote_candidates are frozen by the announcement'); END;
--> statement-breakpoint
CREATE TRIGGER vote_candidates_no_delete BEFORE DELETE ON vote_candidates BEGIN SELECT RAISE(ABORT, 'vote_candidates are frozen by the announcement'); END;
--> statement-breakpoint
CREATE TRIGGER vote_roll_added_before_opening BEFORE INSERT ON vote_roll BEGIN
	SELECT RAISE(ABORT, 'vote_roll is frozen from the opening on') WHERE NOT EXISTS (
		SELECT 1 FROM vote_rounds WHERE id = NEW.round_id AND (stage = 'draft' OR stage = 'announced' AND NEW.added_at < opens_at));
END;
--> statement-breakpoint
CREATE TRIGGER vote_roll_struck_before_opening BEFORE UPDATE ON vote_roll BEGIN
	SELECT RAISE(ABORT, 'vote_roll is frozen from the opening on') WHERE NEW.struck_at IS NULL OR OLD.struck_at IS NOT NULL
		OR NEW.household_id <> OLD.household_id OR NEW.village_id <> OLD.village_id OR NEW.number <> OLD.number OR NEW.round_id <> OLD.round_id
		OR NOT EXISTS (SELECT 1 FROM vote_rounds WHERE id = OLD.round_id AND stage IN ('draft', 'announced') AND NEW.struck_at < opens_at);
END;
--> statement-breakpoint
CREATE TRIGGER vote_roll_drawn_up_anew BEFORE DELETE ON vote_roll WHEN (SELECT stage FROM vote_rounds WHERE id = OLD.round_id) <> 'draft' BEGIN
	SELECT RAISE(ABORT, 'vote_roll is drawn up anew only while the round is a draft');
END;
--> statement-breakpoint
CREATE TRIGGER vote_roll_checks_no_update BEFORE UPDATE ON vote_roll_checks BEGIN SELECT RAISE(ABORT, 'vote_roll_checks: a village gives its word once'); END;
--> statement-breakpoint

-- votes: ballots are append-only, one after the other, in time, by who stands on the roll.
CREATE TRIGGER ballots_no_update BEFORE UPDATE ON ballots BEGIN SELECT RAISE(ABORT, 'ballots is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER ballots_no_delete BEFORE DELETE ON ballots BEGIN SELECT RAISE(ABORT, 'ballots is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER ballots_cast BEFORE INSERT ON ballots BEGIN
	SELECT RAISE(ABORT, 'ballots: the round is not open') WHERE NOT EXISTS (
		SELECT 1 FROM vote_rounds WHERE id = NEW.round_id AND NEW.at >= opens_at AND NEW.votes <= votes_per_household AND (
			stage = 'announced' AND NEW.at < closes_at OR NEW.channel = 'paper' AND stage IN ('announced', 'closed') AND NEW.at < paper_until));
	SELECT RAISE(ABORT, 'ballots: the household is not on the roll') WHERE EXISTS (
		SELECT 1 FROM vote_roll WHERE round_id = NEW.round_id AND number = NEW.roll_number AND struck_at IS NOT NULL);
	SELECT RAISE(ABORT, 'ballots: one after the other') WHERE NEW.version <> 1 + coalesce(
		(SELECT max(version) FROM ballots WHERE round_id = NEW.round_id AND roll_number = NEW.roll_number), 0);
	SELECT RAISE(ABORT, 'ballots: paper that two people read alike') WHERE NEW.channel = 'paper' AND NOT EXISTS (
		SELECT 1 FROM paper_ballots WHERE round_id = NEW.round_id AND roll_number = NEW.roll_number AND used_at IS NOT NULL AND voided_at IS NULL);
END;
--> statement-breakpoint
CREATE TRIGGER paper_ballots_used_once BEFORE UPDATE ON paper_ballots BEGIN
	SELECT RAISE(ABORT, 'paper_ballots are used or voided, once') WHERE NEW.round_id <> OLD.round_id OR NEW.roll_number <> OLD.roll_number
		OR NEW.code_hash <> OLD.code_hash OR OLD.voided_at IS NOT NULL OR OLD.used_at IS NOT NULL AND NEW.used_at IS NOT OLD.used_at
		OR OLD.used_at IS NOT NULL AND NEW.voided_at IS NOT NULL;
	SELECT RAISE(ABORT, 'paper_ballots: two people must have read the same') WHERE NEW.used_at IS NOT NULL AND OLD.used_at IS NULL AND NOT EXISTS (
		SELECT 1 FROM paper_entries a JOIN paper_entries b ON a.paper_ballot_id = b.paper_ballot_id AND a.attempt = b.attempt
		WHERE a.paper_ballot_id = NEW.id AND a.entered_by <> b.entered_by AND a.sealed = b.sealed AND a.spoiled = b.spoiled);
END;
--> statement-breakpoint
CREATE TRIGGER paper_ballots_no_delete BEFORE DELETE ON paper_ballots BEGIN SELECT RAISE(ABORT, 'paper_ballots stay'); END;
--> statement-breakpoint
CREATE TRIGGER paper_entries_two_a_time BEFORE INSERT ON paper_entries BEGIN
	SELECT RAISE(ABORT, 'paper_entries: two people read a paper, then both again') WHERE
		(SELECT count(*) FROM paper_entries WHERE paper_ballot_id = NEW.paper_ballot_id AND attempt = NEW.attempt) >= 2
		OR NEW.attempt <> 1 AND (SELECT count(*) FROM paper_entries WHERE paper_ballot_id = NEW.paper_ballot_id AND attempt = NEW.attempt - 1) < 2;
	SELECT RAISE(ABORT, 'paper_entries: the paper is used or void') WHERE EXISTS (
		SELECT 1 FROM paper_ballots WHERE id = NEW.paper_ballot_id AND (voided_at IS NOT NULL OR used_at IS NOT NULL));
	SELECT RAISE(ABORT, 'paper_entries: not the ballot of the own household') WHERE EXISTS (
		SELECT 1 FROM paper_ballots p JOIN vote_roll v ON v.round_id = p.round_id AND v.number = p.roll_number
		JOIN household_members m ON m.household_id = v.household_id AND m.left_at IS NULL WHERE p.id = NEW.paper_ballot_id AND m.person_id = NEW.entered_by);
END;
--> statement-breakpoint
CREATE TRIGGER paper_entries_no_update BEFORE UPDATE ON paper_entries BEGIN SELECT RAISE(ABORT, 'paper_entries is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER paper_entries_no_delete BEFORE DELETE ON paper_entries BEGIN SELECT RAISE(ABORT, 'paper_entries is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER ballot_conflicts_settled_once BEFORE UPDATE ON ballot_conflicts BEGIN
	SELECT RAISE(ABORT, 'ballot_conflicts are settled once, by two') WHERE OLD.settled IS NOT NULL
		OR NEW.settled IS NOT NULL AND (NEW.settled IS NOT OLD.proposed OR NEW.settled_by IS NULL OR OLD.proposed_by IS NULL);
END;
--> statement-breakpoint
CREATE TRIGGER ballot_conflicts_no_delete BEFORE DELETE ON ballot_conflicts BEGIN SELECT RAISE(ABORT, 'ballot_conflicts stay'); END;
--> statement-breakpoint

-- votes: a ballot is made invalid by two, who are not of that household; it stays.
CREATE TRIGGER ballot_invalidations_after_closing BEFORE INSERT ON ballot_invalidations BEGIN
	SELECT RAISE(ABORT, 'ballot_invalidations: after the closing, before it is final') WHERE (SELECT stage FROM vote_rounds WHERE id = NEW.round_id) NOT IN ('closed', 'counted') OR NEW.answer IS NOT NULL;
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
	SELECT RAISE(ABORT, 'ballot_invalidations: own household or declared relatives') WHERE EXISTS (
		SELECT 1 FROM vote_roll v WHERE v.round_id = NEW.round_id AND v.number = NEW.roll_number AND (
			v.household_id IN (SELECT household_id FROM household_members WHERE person_id = NEW.answered_by AND left_at IS NULL)
			OR v.household_id IN (SELECT household_id FROM declared_relatives WHERE person_id = NEW.answered_by)));
END;
--> statement-breakpoint
CREATE TRIGGER ballot_invalidations_no_delete BEFORE DELETE ON ballot_invalidations BEGIN SELECT RAISE(ABORT, 'ballot_invalidations stay'); END;
--> statement-breakpoint

-- votes: what was counted and said stays.
CREATE TRIGGER vote_flags_no_delete BEFORE DELETE ON vote_flags BEGIN SELECT RAISE(ABORT, 'vote_flags stay'); END;
--> statement-breakpoint
CREATE TRIGGER vote_flags_after_closing BEFORE INSERT ON vote_flags WHEN (SELECT stage FROM vote_rounds WHERE id = NEW.round_id) NOT IN ('closed', 'counted', 'final') BEGIN
	SELECT RAISE(ABORT, 'vote_flags: not while the round is open');
END;
--> statement-breakpoint
CREATE TRIGGER vote_counts_one_after_the_other BEFORE INSERT ON vote_counts BEGIN
	SELECT RAISE(ABORT, 'vote_counts: one after the other, of a closed round') WHERE
		NEW.version <> 1 + coalesce((SELECT max(version) FROM vote_counts WHERE round_id = NEW.round_id), 0)
		OR (SELECT stage FROM vote_rounds WHERE id = NEW.round_id) NOT IN ('closed', 'counted');
END;
--> statement-breakpoint
CREATE TRIGGER vote_counts_no_update BEFORE UPDATE ON vote_counts BEGIN SELECT RAISE(ABORT, 'vote_counts is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER vote_counts_no_delete BEFORE DELETE ON vote_counts BEGIN SELECT RAISE(ABORT, 'vote_counts is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER vote_objections_in_time BEFORE INSERT ON vote_objections BEGIN
	SELECT RAISE(ABORT, 'vote_objections: while objections are taken') WHERE NEW.answer IS NOT NULL OR NOT EXISTS (
		SELECT 1 FROM vote_rounds r WHERE r.id = NEW.round_id AND r.stage = 'counted' AND NEW.made_at <
			(SELECT max(counted_at) FROM vote_counts WHERE round_id = r.id) + r.objection_days * 86400000);
END;
--> statement-breakpoint
CREATE TRIGGER vote_objections_answered_once BEFORE UPDATE ON vote_objections BEGIN
	SELECT RAISE(ABORT, 'vote_objections are answered once') WHERE OLD.answer IS NOT NULL OR NEW.answer IS NULL OR NEW.words <> OLD.words OR NEW.household_id <> OLD.household_id;
END;
--> statement-breakpoint
CREATE TRIGGER vote_objections_no_delete BEFORE DELETE ON vote_objections BEGIN SELECT RAISE(ABORT, 'vote_objections stay'); END;

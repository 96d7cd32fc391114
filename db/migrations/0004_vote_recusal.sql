-- votes: who judges a ballot has nothing to win: it is not their own nor a relative's, and no candidate of the round is.
CREATE TRIGGER paper_entries_not_of_relatives BEFORE INSERT ON paper_entries BEGIN
	SELECT RAISE(ABORT, 'paper_entries: not the ballot of a declared relative') WHERE EXISTS (
		SELECT 1 FROM paper_ballots p JOIN vote_roll v ON v.round_id = p.round_id AND v.number = p.roll_number
		JOIN declared_relatives d ON d.household_id = v.household_id WHERE p.id = NEW.paper_ballot_id AND d.person_id = NEW.entered_by);
END;
--> statement-breakpoint
CREATE TRIGGER ballot_conflicts_begin_open BEFORE INSERT ON ballot_conflicts BEGIN
	SELECT RAISE(ABORT, 'ballot_conflicts: a paper of the household that two people read, and nothing decided') WHERE NEW.proposed IS NOT NULL OR NEW.settled IS NOT NULL
		OR NOT EXISTS (SELECT 1 FROM paper_ballots WHERE id = NEW.paper_ballot_id AND round_id = NEW.round_id AND roll_number = NEW.roll_number AND used_at IS NOT NULL);
END;
--> statement-breakpoint
CREATE TRIGGER ballot_conflicts_recusal BEFORE UPDATE ON ballot_conflicts BEGIN
	SELECT RAISE(ABORT, 'ballot_conflicts: own household, declared relatives or a candidate among them') WHERE EXISTS (
		SELECT 1 FROM (SELECT household_id FROM vote_roll WHERE round_id = OLD.round_id AND number = OLD.roll_number
			UNION ALL SELECT household_id FROM vote_candidates WHERE round_id = OLD.round_id) judged
		WHERE judged.household_id IN (SELECT household_id FROM household_members WHERE person_id IN (NEW.proposed_by, NEW.settled_by) AND left_at IS NULL)
			OR judged.household_id IN (SELECT household_id FROM declared_relatives WHERE person_id IN (NEW.proposed_by, NEW.settled_by)));
END;
--> statement-breakpoint
CREATE TRIGGER ballot_invalidations_no_candidate_proposes BEFORE INSERT ON ballot_invalidations BEGIN
	SELECT RAISE(ABORT, 'ballot_invalidations: a candidate among own household or declared relatives') WHERE EXISTS (
		SELECT 1 FROM vote_candidates c WHERE c.round_id = NEW.round_id AND (
			c.household_id IN (SELECT household_id FROM household_members WHERE person_id = NEW.proposed_by AND left_at IS NULL)
			OR c.household_id IN (SELECT household_id FROM declared_relatives WHERE person_id = NEW.proposed_by)));
END;
--> statement-breakpoint
CREATE TRIGGER ballot_invalidations_no_candidate_signs BEFORE UPDATE ON ballot_invalidations BEGIN
	SELECT RAISE(ABORT, 'ballot_invalidations: a candidate among own household or declared relatives') WHERE EXISTS (
		SELECT 1 FROM vote_candidates c WHERE c.round_id = NEW.round_id AND (
			c.household_id IN (SELECT household_id FROM household_members WHERE person_id = NEW.answered_by AND left_at IS NULL)
			OR c.household_id IN (SELECT household_id FROM declared_relatives WHERE person_id = NEW.answered_by)));
END;

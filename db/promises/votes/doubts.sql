-- A ballot is made invalid by two between the closing and the count; the household may appeal, and somebody new looks again.

CREATE TRIGGER ballot_invalidations_no_candidate_proposes BEFORE INSERT ON ballot_invalidations BEGIN
	SELECT RAISE(ABORT, 'ballot_invalidations: a candidate among own household or declared relatives') WHERE EXISTS (
		SELECT 1 FROM vote_candidates c WHERE c.round_id = NEW.round_id AND c.household_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.proposed_by));
END;

CREATE TRIGGER ballot_invalidations_no_candidate_signs BEFORE UPDATE ON ballot_invalidations BEGIN
	SELECT RAISE(ABORT, 'ballot_invalidations: a candidate among own household or declared relatives') WHERE EXISTS (
		SELECT 1 FROM vote_candidates c WHERE c.round_id = NEW.round_id AND c.household_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.answered_by));
END;

CREATE TRIGGER vote_flags_only_answered BEFORE UPDATE ON vote_flags BEGIN
	SELECT RAISE(ABORT, 'vote_flags: what was found stays') WHERE NEW.id <> OLD.id OR NEW.round_id <> OLD.round_id OR NEW.kind <> OLD.kind
		OR NEW.subject <> OLD.subject OR NEW.evidence <> OLD.evidence OR NEW.found_at <> OLD.found_at;
	SELECT RAISE(ABORT, 'vote_flags: nobody writes over another''s answer') WHERE OLD.answered_by IS NOT NULL AND NEW.answered_by IS NOT OLD.answered_by;
END;

CREATE TRIGGER vote_flags_after_closing BEFORE INSERT ON vote_flags WHEN (SELECT stage FROM vote_rounds WHERE id = NEW.round_id) NOT IN ('closed', 'counted', 'final') BEGIN
	SELECT RAISE(ABORT, 'vote_flags: not while the round is open');
END;

CREATE TRIGGER ballot_invalidations_after_closing BEFORE INSERT ON ballot_invalidations BEGIN
	SELECT RAISE(ABORT, 'ballot_invalidations: after the closing, before the count') WHERE (SELECT stage FROM vote_rounds WHERE id = NEW.round_id) <> 'closed' OR NEW.answer IS NOT NULL;
	SELECT RAISE(ABORT, 'ballot_invalidations: refused once, it takes somebody else to propose it again') WHERE EXISTS (
		SELECT 1 FROM ballot_invalidations WHERE round_id = NEW.round_id AND roll_number = NEW.roll_number AND proposed_by = NEW.proposed_by AND answer = 'refused');
	SELECT RAISE(ABORT, 'ballot_invalidations: there is no ballot') WHERE NOT EXISTS (
		SELECT 1 FROM ballots WHERE round_id = NEW.round_id AND roll_number = NEW.roll_number);
	SELECT RAISE(ABORT, 'ballot_invalidations: own household or declared relatives') WHERE EXISTS (
		SELECT 1 FROM vote_roll v WHERE v.round_id = NEW.round_id AND v.number = NEW.roll_number AND v.household_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.proposed_by));
END;

CREATE TRIGGER ballot_invalidations_signed_once BEFORE UPDATE ON ballot_invalidations BEGIN
	SELECT RAISE(ABORT, 'ballot_invalidations are signed once') WHERE OLD.answer IS NOT NULL OR NEW.answer IS NULL OR NEW.round_id <> OLD.round_id
		OR NEW.roll_number <> OLD.roll_number OR NEW.reason <> OLD.reason OR NEW.why <> OLD.why OR NEW.proposed_by <> OLD.proposed_by;
	SELECT RAISE(ABORT, 'ballot_invalidations: after the closing, before the count') WHERE (SELECT stage FROM vote_rounds WHERE id = NEW.round_id) <> 'closed';
	SELECT RAISE(ABORT, 'ballot_invalidations: own household or declared relatives') WHERE EXISTS (
		SELECT 1 FROM vote_roll v WHERE v.round_id = NEW.round_id AND v.number = NEW.roll_number AND v.household_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.answered_by));
END;

CREATE TRIGGER ballot_appeals_in_time BEFORE INSERT ON ballot_appeals BEGIN
	SELECT RAISE(ABORT, 'ballot_appeals begin undecided') WHERE NEW.proposed IS NOT NULL OR NEW.settled IS NOT NULL;
	SELECT RAISE(ABORT, 'ballot_appeals: against what was signed, before the count and in time') WHERE NOT EXISTS (
		SELECT 1 FROM ballot_invalidations i JOIN vote_rounds r ON r.id = i.round_id WHERE i.id = NEW.invalidation_id AND i.answer = 'signed'
			AND r.stage = 'closed' AND NEW.made_at < i.answered_at + r.objection_days * 86400000);
	SELECT RAISE(ABORT, 'ballot_appeals: not by who signed') WHERE EXISTS (
		SELECT 1 FROM ballot_invalidations WHERE id = NEW.invalidation_id AND NEW.made_by IN (proposed_by, answered_by));
END;

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
		WHERE i.id = OLD.invalidation_id AND judged.household_id IN (SELECT household_id FROM close_households WHERE person_id = coalesce(NEW.settled_by, NEW.proposed_by)));
END;

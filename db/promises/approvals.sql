-- One person proposes, another signs or refuses, once; neither made the other.

CREATE TRIGGER approvals_begin_open BEFORE INSERT ON approvals BEGIN
	SELECT RAISE(ABORT, 'approvals begin unanswered') WHERE NEW.answer IS NOT NULL;
	-- Without an invalidation the ballot counts, so one refusal ends it; the other two must be decided before the count, so it takes two.
	SELECT RAISE(ABORT, 'approvals: refused, it takes somebody else to propose it again') WHERE iif(NEW.kind = 'invalidation', 1, 2) <= (
		SELECT count(*) FROM approvals WHERE kind = NEW.kind AND subject = NEW.subject AND proposed_by = NEW.proposed_by AND answer = 'refused');
	SELECT RAISE(ABORT, 'approvals: own household or declared relatives') WHERE NEW.household_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.proposed_by);
END;

CREATE TRIGGER approvals_answered_once BEFORE UPDATE ON approvals BEGIN
	SELECT RAISE(ABORT, 'approvals are answered once, and nothing else of them changes') WHERE OLD.answer IS NOT NULL OR NEW.answer IS NULL
		OR NEW.kind <> OLD.kind OR NEW.subject <> OLD.subject OR NEW.region_id <> OLD.region_id OR NEW.household_id IS NOT OLD.household_id
		OR NEW.outcome <> OLD.outcome OR NEW.why <> OLD.why OR NEW.proposed_by <> OLD.proposed_by OR NEW.proposed_at <> OLD.proposed_at;
	SELECT RAISE(ABORT, 'approvals: who refuses says why') WHERE NEW.answer = 'refused' AND NOT coalesce(length(NEW.answer_why) BETWEEN 5 AND 300, 0);
	SELECT RAISE(ABORT, 'approvals: who refused somebody once lets another witness decide') WHERE NEW.answer = 'refused' AND EXISTS (
		SELECT 1 FROM approvals WHERE kind = NEW.kind AND subject = NEW.subject AND proposed_by = NEW.proposed_by AND answer = 'refused' AND answered_by = NEW.answered_by);
	SELECT RAISE(ABORT, 'approvals: own household or declared relatives') WHERE NEW.household_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.answered_by);
	SELECT RAISE(ABORT, 'approvals: who signs is independent of who proposes') WHERE NEW.answer <> 'replaced' AND NEW.answered_by <> OLD.proposed_by
		AND NOT INDEPENDENT(OLD.proposed_by, NEW.answered_by, OLD.region_id);
END;

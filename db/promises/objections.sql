-- An objection begins unanswered and is answered once, by nobody who made it or is close to who did. When it may come, and who else has a stake, its area says.

CREATE TRIGGER objections_begin_unanswered BEFORE INSERT ON objections WHEN NEW.answer IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'objections begin unanswered');
END;

CREATE TRIGGER objections_answered_once BEFORE UPDATE ON objections BEGIN
	SELECT RAISE(ABORT, 'objections are answered once') WHERE OLD.answer IS NOT NULL OR NEW.answer IS NULL OR NEW.id <> OLD.id OR NEW.kind <> OLD.kind
		OR NEW.subject <> OLD.subject OR NEW.number <> OLD.number OR NEW.household_id <> OLD.household_id OR NEW.words <> OLD.words
		OR NEW.made_by <> OLD.made_by OR NEW.made_at <> OLD.made_at;
	SELECT RAISE(ABORT, 'objections: who objected, own household or declared relatives') WHERE NEW.answered_by = OLD.made_by
		OR OLD.household_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.answered_by);
END;

-- 抽查: what was drawn is a change of that household by somebody, and it is answered once, by one who is independent of them where the household lives now and not close to it.
CREATE TRIGGER household_checks_drawn BEFORE INSERT ON household_checks BEGIN
	SELECT RAISE(ABORT, 'household_checks: drawn from the trail, open') WHERE NEW.answered_at IS NOT NULL OR NOT EXISTS (
		SELECT 1 FROM audit_entries e WHERE e.seq = NEW.entry_seq AND e.subject = 'household:' || NEW.household_id AND e.actor_id = NEW.changed_by);
END;

CREATE TRIGGER household_checks_answered_once BEFORE UPDATE ON household_checks BEGIN
	SELECT RAISE(ABORT, 'household_checks: answered once') WHERE OLD.answered_at IS NOT NULL OR NEW.entry_seq <> OLD.entry_seq
		OR NEW.household_id <> OLD.household_id OR NEW.region_id <> OLD.region_id OR NEW.changed_by <> OLD.changed_by OR NEW.drawn_at <> OLD.drawn_at;
	SELECT RAISE(ABORT, 'household_checks: not by who made the change, nor by anybody who depends on them') WHERE NEW.answered_by = OLD.changed_by
		OR NOT EXISTS (
		SELECT 1 FROM households h WHERE h.id = OLD.household_id AND INDEPENDENT(NEW.answered_by, OLD.changed_by, h.village_id));
	SELECT RAISE(ABORT, 'household_checks: own household or declared relatives') WHERE OLD.household_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.answered_by);
END;

-- What nobody could foresee: the seed of a week (of a quarter, for call-backs) is sealed once, before it is drawn by, and drawn by once.
CREATE TRIGGER check_weeks_sealed_then_drawn BEFORE INSERT ON audit_entries WHEN NEW.action IN ('check.seal', 'check.draw', 'callback.seal', 'callback.draw') BEGIN
	SELECT RAISE(ABORT, 'checks: a week is sealed once') WHERE NEW.action IN ('check.seal', 'callback.seal') AND EXISTS (SELECT 1 FROM audit_entries WHERE subject = NEW.subject);
	SELECT RAISE(ABORT, 'checks: a sealed week is drawn once') WHERE NEW.action IN ('check.draw', 'callback.draw')
		AND (SELECT group_concat(action) FROM audit_entries WHERE subject = NEW.subject) IS NOT replace(NEW.action, '.draw', '.seal');
END;

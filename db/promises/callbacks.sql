-- 回访: what was drawn is an entry of that household in that village's books, and it is answered once, by nobody who wrote or signed it, depends on the writer, or is close to the household.
CREATE TRIGGER point_callbacks_drawn BEFORE INSERT ON point_callbacks BEGIN
	SELECT RAISE(ABORT, 'point_callbacks: drawn from the ledger, open') WHERE NEW.answered_at IS NOT NULL OR NOT EXISTS (
		SELECT 1 FROM point_legs WHERE entry_seq = NEW.entry_seq AND household_id = NEW.household_id AND village_id = NEW.village_id);
END;

CREATE TRIGGER point_callbacks_answered_once BEFORE UPDATE ON point_callbacks BEGIN
	SELECT RAISE(ABORT, 'point_callbacks: answered once') WHERE OLD.answered_at IS NOT NULL OR NEW.answered_at IS NULL OR NEW.entry_seq <> OLD.entry_seq
		OR NEW.household_id <> OLD.household_id OR NEW.village_id <> OLD.village_id OR NEW.quarter <> OLD.quarter OR NEW.drawn_at <> OLD.drawn_at;
	SELECT RAISE(ABORT, 'point_callbacks: not by who wrote the entry, nor by anybody who depends on them') WHERE EXISTS (
		SELECT 1 FROM point_entries e JOIN households h ON h.id = e.household_id WHERE e.seq = OLD.entry_seq AND e.actor_id IS NOT NULL
			AND (e.actor_id = NEW.answered_by OR NOT INDEPENDENT(NEW.answered_by, e.actor_id, h.village_id)));
	SELECT RAISE(ABORT, 'point_callbacks: not by who proposed or signed the list') WHERE EXISTS (
		SELECT 1 FROM point_entries e JOIN approvals a ON a.kind = 'award' AND a.subject = substr(e.evidence, 7)
		WHERE e.seq = OLD.entry_seq AND e.evidence LIKE 'award:%' AND NEW.answered_by IN (a.proposed_by, a.answered_by));
	SELECT RAISE(ABORT, 'point_callbacks: own household or declared relatives') WHERE OLD.household_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.answered_by);
END;

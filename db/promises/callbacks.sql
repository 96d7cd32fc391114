-- Who had a hand in an entry of points: who wrote it or entered its list (nobody who depends on them asks about it), who proposed or signed that list, who dealt with its order, and who found its picture false.
CREATE VIEW entry_hands AS SELECT seq AS entry_seq, actor_id AS person_id, 1 AS wrote FROM point_entries WHERE actor_id IS NOT NULL
	UNION ALL SELECT e.seq, l.entered_by, 1 FROM point_entries e JOIN point_lists l ON l.id = substr(e.evidence, 7) WHERE e.evidence LIKE 'award:%'
	UNION ALL SELECT e.seq, a.proposed_by, 0 FROM point_entries e JOIN approvals a ON a.kind = 'award' AND a.subject = substr(e.evidence, 7) WHERE e.evidence LIKE 'award:%'
	UNION ALL SELECT e.seq, a.answered_by, 0 FROM point_entries e JOIN approvals a ON a.kind = 'award' AND a.subject = substr(e.evidence, 7) WHERE e.evidence LIKE 'award:%' AND a.answered_by IS NOT NULL
	UNION ALL SELECT e.seq, s.actor_id, 0 FROM point_entries e JOIN store_order_stages s ON s.order_id = substr(e.source, 7) WHERE e.source LIKE 'order:%' AND s.actor_id IS NOT NULL
	UNION ALL SELECT entry_seq, found_by, 0 FROM point_callbacks WHERE found_by IS NOT NULL;

-- Points of published pairs, and since when the rules of their village say what becomes of a false picture.
CREATE VIEW false_pictures_of AS SELECT e.seq AS entry_seq, s.effective_from AS since FROM point_entries e JOIN point_rules r ON r.id = e.rule_id AND r.code = 'P01'
	JOIN point_legs l ON l.entry_seq = e.seq JOIN rule_sets s ON s.village_id = l.village_id AND s.effective_from IS NOT NULL
	JOIN point_rules n ON n.set_id = s.id AND n.code = 'N02' WHERE e.kind IN ('issue', 'hold') AND e.evidence LIKE 'submission:%';

-- 回访: what was drawn is an entry of that household in that village's books, and it is answered once, by nobody who wrote or signed it, depends on the writer, or is close to the household.
CREATE TRIGGER point_callbacks_drawn BEFORE INSERT ON point_callbacks BEGIN
	SELECT RAISE(ABORT, 'point_callbacks: drawn from the ledger, open') WHERE NEW.answered_at IS NOT NULL OR NOT EXISTS (
		SELECT 1 FROM point_legs WHERE entry_seq = NEW.entry_seq AND household_id = NEW.household_id AND village_id = NEW.village_id);
END;

CREATE TRIGGER point_callbacks_answered_once BEFORE UPDATE ON point_callbacks BEGIN
	SELECT RAISE(ABORT, 'point_callbacks: drawn, found and answered once') WHERE NEW.entry_seq <> OLD.entry_seq OR NEW.household_id <> OLD.household_id
		OR NEW.village_id <> OLD.village_id OR NEW.drawn_at <> OLD.drawn_at OR OLD.quarter IS NOT NULL AND NEW.quarter IS NOT OLD.quarter
		OR OLD.found_by IS NOT NULL AND (NEW.found_by IS NOT OLD.found_by OR NEW.found IS NOT OLD.found OR NEW.found_at IS NOT OLD.found_at)
		OR OLD.answered_at IS NOT NULL AND (NEW.answer IS NOT OLD.answer OR NEW.how IS NOT OLD.how OR NEW.words IS NOT OLD.words
			OR NEW.answered_by IS NOT OLD.answered_by OR NEW.answered_at IS NOT OLD.answered_at);
	SELECT RAISE(ABORT, 'point_callbacks: not by who wrote or signed the entry, nor by anybody who depends on the writer') WHERE OLD.answered_by IS NULL AND EXISTS (
		SELECT 1 FROM entry_hands m WHERE m.entry_seq = OLD.entry_seq AND (m.person_id = NEW.answered_by OR m.wrote = 1 AND NOT INDEPENDENT(NEW.answered_by, m.person_id, OLD.village_id)));
	SELECT RAISE(ABORT, 'point_callbacks: own household or declared relatives') WHERE OLD.answered_by IS NULL AND OLD.household_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.answered_by);
END;

-- N02: what somebody found about a picture is about points of a published pair, where the village's own rules, with their line for it, are in force.
CREATE TRIGGER point_callbacks_found BEFORE INSERT ON point_callbacks WHEN NEW.found_by IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'point_callbacks: found of a published pair, under rules of the village itself') WHERE NOT EXISTS (
		SELECT 1 FROM false_pictures_of f WHERE f.entry_seq = NEW.entry_seq AND f.since <= NEW.found_at);
	SELECT RAISE(ABORT, 'point_callbacks: own household or declared relatives') WHERE NEW.household_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.found_by);
END;

CREATE TRIGGER point_callbacks_found_later BEFORE UPDATE ON point_callbacks WHEN OLD.found_by IS NULL AND NEW.found_by IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'point_callbacks: found of a published pair, under rules of the village itself') WHERE NOT EXISTS (
		SELECT 1 FROM false_pictures_of f WHERE f.entry_seq = NEW.entry_seq AND f.since <= NEW.found_at);
	SELECT RAISE(ABORT, 'point_callbacks: own household or declared relatives') WHERE NEW.household_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.found_by);
END;

-- What a household called untrue, and what was found and asked about, is ruled on by two people who had no hand in the entry: it is reversed, or left as it is.
CREATE TRIGGER approvals_of_callbacks_proposed BEFORE INSERT ON approvals WHEN NEW.kind = 'callback' BEGIN
	SELECT RAISE(ABORT, 'approvals: reverses or closes what a household called untrue, or what was found false') WHERE NEW.outcome NOT IN ('reverse', 'close') OR NOT EXISTS (
		SELECT 1 FROM point_callbacks c WHERE c.entry_seq = CAST(NEW.subject AS INTEGER) AND NEW.subject = CAST(c.entry_seq AS TEXT) AND (c.answer = 'untrue' OR c.found_by IS NOT NULL AND c.answered_at IS NOT NULL)
			AND c.village_id = NEW.region_id AND c.household_id IS NEW.household_id);
	SELECT RAISE(ABORT, 'approvals: not by who had a hand in the entry, nor by anybody who depends on the writer') WHERE EXISTS (
		SELECT 1 FROM entry_hands m WHERE m.entry_seq = CAST(NEW.subject AS INTEGER) AND (m.person_id = NEW.proposed_by OR m.wrote = 1 AND NOT INDEPENDENT(NEW.proposed_by, m.person_id, NEW.region_id)));
END;

CREATE TRIGGER approvals_of_callbacks_answered BEFORE UPDATE ON approvals WHEN NEW.kind = 'callback' AND NEW.answer IN ('signed', 'refused') BEGIN
	SELECT RAISE(ABORT, 'approvals: not by who had a hand in the entry, nor by anybody who depends on the writer') WHERE EXISTS (
		SELECT 1 FROM entry_hands m WHERE m.entry_seq = CAST(NEW.subject AS INTEGER) AND (m.person_id = NEW.answered_by OR m.wrote = 1 AND NOT INDEPENDENT(NEW.answered_by, m.person_id, NEW.region_id)));
END;

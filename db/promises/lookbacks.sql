-- 回头看: opened with the publication, decided by a sealed seed, answered once by somebody who is free of the village, and without an effect while it is appealed.

CREATE TRIGGER submission_stages_open_lookbacks AFTER INSERT ON submission_stages WHEN NEW.stage = 'published' BEGIN
	INSERT INTO lookbacks (id, submission_id, day, due_at) SELECT lower(hex(randomblob(8))), s.id, d.value, coalesce(s.published_at, NEW.at) + DAYS(d.value)
		FROM submissions s JOIN json_each('[7,30,90]') d WHERE s.id = NEW.submission_id
		ON CONFLICT (submission_id, day) WHERE again_of IS NULL DO UPDATE SET due_at = excluded.due_at, closed_at = NULL WHERE month IS NULL;
END;

CREATE TRIGGER lookbacks_begin BEFORE INSERT ON lookbacks BEGIN
	SELECT RAISE(ABORT, 'lookbacks begin open') WHERE NEW.answer IS NOT NULL OR NEW.settled_at IS NOT NULL OR NEW.closed_at IS NOT NULL OR NEW.shown_at IS NOT NULL
		OR NEW.again_of IS NULL AND NEW.month IS NOT NULL;
	SELECT RAISE(ABORT, 'lookbacks: once more only after one that found it partly clean') WHERE NEW.again_of IS NOT NULL AND NOT EXISTS (
		SELECT 1 FROM lookbacks WHERE id = NEW.again_of AND answer = 'partly' AND submission_id = NEW.submission_id AND day = NEW.day AND NEW.is_drawn AND NEW.chance = 100);
	SELECT RAISE(ABORT, 'lookbacks: not by who is bound to the village or close to the household') WHERE NEW.inspector_id IS NOT NULL AND (
		EXISTS (SELECT 1 FROM bound_to_villages WHERE village_id = NEW.village_id AND person_id = NEW.inspector_id)
		OR (SELECT household_id FROM submissions WHERE id = NEW.submission_id) IN (SELECT household_id FROM close_households WHERE person_id = NEW.inspector_id));
END;

CREATE TRIGGER lookbacks_drawn BEFORE UPDATE OF month ON lookbacks WHEN NEW.month IS NOT OLD.month BEGIN
	SELECT RAISE(ABORT, 'lookbacks: decided once, while open') WHERE OLD.month IS NOT NULL OR OLD.closed_at IS NOT NULL;
	SELECT RAISE(ABORT, 'lookbacks: by a seed that was sealed before its month, and is not open yet') WHERE
		(SELECT group_concat(action) FROM audit_entries WHERE subject = 'lookback:' || NEW.month AND action IN ('lookback.seal', 'lookback.open')) IS NOT 'lookback.seal'
		OR (SELECT MONTH(at) FROM audit_entries WHERE subject = 'lookback:' || NEW.month AND action = 'lookback.seal') >= NEW.month;
END;

CREATE TRIGGER lookbacks_kept BEFORE UPDATE ON lookbacks BEGIN
	SELECT RAISE(ABORT, 'lookbacks: what was drawn does not change') WHERE NEW.id <> OLD.id OR NEW.submission_id <> OLD.submission_id OR NEW.day <> OLD.day
		OR NEW.again_of IS NOT OLD.again_of OR OLD.month IS NOT NULL AND (NEW.due_at <> OLD.due_at OR NEW.month IS NOT OLD.month OR NEW.closed_at IS NOT NULL
			OR NEW.village_id <> OLD.village_id OR NEW.hamlet_id <> OLD.hamlet_id OR NEW.stratum <> OLD.stratum OR NEW.chance <> OLD.chance OR NEW.is_drawn <> OLD.is_drawn);
	SELECT RAISE(ABORT, 'lookbacks: answered once') WHERE OLD.answered_at IS NOT NULL AND (NEW.answer IS NOT OLD.answer OR NEW.cause IS NOT OLD.cause OR NEW.note <> OLD.note
		OR NEW.photo_id IS NOT OLD.photo_id OR NEW.answered_at IS NOT OLD.answered_at OR NEW.inspector_id IS NOT OLD.inspector_id OR NEW.on_day IS NOT OLD.on_day);
	SELECT RAISE(ABORT, 'lookbacks: settled once, and not while it is appealed') WHERE NEW.settled_at IS NOT OLD.settled_at AND (OLD.settled_at IS NOT NULL
		OR EXISTS (SELECT 1 FROM lookback_appeals WHERE lookback_id = OLD.id AND answered_at IS NULL));
	SELECT RAISE(ABORT, 'lookbacks: not by who is bound to the village or close to the household') WHERE NEW.inspector_id IS NOT NULL
		AND (NEW.inspector_id IS NOT OLD.inspector_id OR NEW.answered_at IS NOT OLD.answered_at) AND (
		EXISTS (SELECT 1 FROM bound_to_villages WHERE village_id = NEW.village_id AND person_id = NEW.inspector_id)
		OR (SELECT household_id FROM submissions WHERE id = NEW.submission_id) IN (SELECT household_id FROM close_households WHERE person_id = NEW.inspector_id));
END;

CREATE TRIGGER lookbacks_answered BEFORE UPDATE OF answered_at ON lookbacks WHEN NEW.answered_at IS NOT NULL AND OLD.answered_at IS NULL BEGIN
	SELECT RAISE(ABORT, 'lookbacks: of a pair that is shown, by its inspector, in its days') WHERE NEW.inspector_id IS NULL OR NOT EXISTS (
			SELECT 1 FROM submissions s JOIN households h ON h.id = s.household_id WHERE s.id = NEW.submission_id AND s.stage = 'published' AND h.closed_at IS NULL)
		OR date(NEW.answered_at / 1000 + 28800, 'unixepoch') NOT BETWEEN NEW.on_day AND date(NEW.on_day, '+7 days');
	SELECT RAISE(ABORT, 'lookbacks: with a picture of the yard that its inspector took') WHERE NOT EXISTS (
		SELECT 1 FROM photos p JOIN submissions s ON s.id = NEW.submission_id AND s.household_id = p.household_id WHERE p.id = NEW.photo_id AND p.received_by = NEW.inspector_id);
END;

-- What an inspector took in a yard is nobody's but the household's and those who look at it.
CREATE TRIGGER photos_of_lookbacks_private BEFORE UPDATE OF released_at ON photos WHEN NEW.released_at IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'photos: what a look back took is never public') WHERE EXISTS (SELECT 1 FROM lookbacks WHERE photo_id = NEW.id);
END;

-- The seed of a month is sealed once, before it begins, and opened once, after it is over.
CREATE TRIGGER lookback_months_sealed_then_open BEFORE INSERT ON audit_entries WHEN NEW.action IN ('lookback.seal', 'lookback.open') BEGIN
	SELECT RAISE(ABORT, 'lookbacks: a month is sealed once, and opened when it is over') WHERE CASE NEW.action
		WHEN 'lookback.seal' THEN EXISTS (SELECT 1 FROM audit_entries WHERE subject = NEW.subject)
		ELSE (SELECT group_concat(action) FROM audit_entries WHERE subject = NEW.subject) IS NOT 'lookback.seal' OR 'lookback:' || MONTH(NEW.at) <= NEW.subject END;
END;

CREATE TRIGGER lookback_appeals_made BEFORE INSERT ON lookback_appeals BEGIN
	SELECT RAISE(ABORT, 'lookback_appeals: of the household, against a fault that is not settled') WHERE NEW.answered_at IS NOT NULL OR NOT EXISTS (
		SELECT 1 FROM lookbacks l JOIN submissions s ON s.id = l.submission_id
		WHERE l.id = NEW.lookback_id AND l.answer IN ('partly', 'relapsed') AND l.settled_at IS NULL AND s.household_id = NEW.household_id);
END;

CREATE TRIGGER lookback_appeals_answered_once BEFORE UPDATE ON lookback_appeals BEGIN
	SELECT RAISE(ABORT, 'lookback_appeals: answered once') WHERE OLD.answered_at IS NOT NULL OR NEW.answered_at IS NULL OR NEW.lookback_id <> OLD.lookback_id
		OR NEW.household_id <> OLD.household_id OR NEW.words <> OLD.words OR NEW.made_by <> OLD.made_by OR NEW.made_at <> OLD.made_at OR NEW.due_on <> OLD.due_on;
	SELECT RAISE(ABORT, 'lookback_appeals: not by its inspector, who made it, or anybody who depends on them') WHERE NEW.answered_by = OLD.made_by OR NOT EXISTS (
		SELECT 1 FROM lookbacks l WHERE l.id = OLD.lookback_id AND l.inspector_id <> NEW.answered_by AND INDEPENDENT(NEW.answered_by, l.inspector_id, l.village_id));
	SELECT RAISE(ABORT, 'lookback_appeals: own household or declared relatives') WHERE OLD.household_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.answered_by);
END;

-- N01: what a yard costs that was found partly untidy and no better after the days of grace, by a village's own rules, once no appeal waits or was right; twenty points a quarter at most.
CREATE TRIGGER point_entries_of_breaches BEFORE INSERT ON point_entries WHEN NEW.points < 0 AND NEW.kind <> 'reverse' AND NEW.source NOT GLOB 'dispute:*' AND NEW.source NOT GLOB 'callback:*'
	AND NEW.rule_id IN (SELECT id FROM point_rules WHERE code = 'N01') BEGIN
	SELECT RAISE(ABORT, 'point_entries: a breach was found again after notice and grace, under rules that the village adopted') WHERE NEW.kind <> 'adjust' OR NOT EXISTS (
		SELECT 1 FROM lookbacks l JOIN lookbacks f ON f.id = l.again_of AND f.answer = 'partly' JOIN submissions s ON s.id = l.submission_id AND s.household_id = NEW.household_id
		JOIN point_rules r ON r.id = NEW.rule_id AND NEW.points >= r.points JOIN rule_sets t ON t.id = r.set_id AND t.village_id IS NOT NULL
		WHERE NEW.source = 'breach:' || l.id AND l.answer = 'relapsed' AND l.cause IN ('behavior', 'cleaning_duty') AND l.settled_at IS NULL
			AND NOT EXISTS (SELECT 1 FROM lookback_appeals a WHERE a.lookback_id IN (l.id, f.id) AND (a.answered_at IS NULL OR a.is_upheld)));
	SELECT RAISE(ABORT, 'point_entries: breaches cost twenty points a quarter at most') WHERE 20 < (SELECT -NEW.points - coalesce(sum(e.points), 0) FROM point_entries e
		JOIN point_rules o ON o.id = e.rule_id AND o.code = 'N01' WHERE e.household_id = NEW.household_id AND e.source GLOB 'breach:*'
			AND substr(e.month, 1, 4) = substr(NEW.month, 1, 4) AND (substr(e.month, 6) + 2) / 3 = (substr(NEW.month, 6) + 2) / 3);
END;

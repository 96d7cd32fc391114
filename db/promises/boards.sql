-- A board names places by what drawn inspections and drawn look backs found there, by two signatures, and never changes. Help comes before a second naming, and before a talk.

-- 察看 of finished walks. In doubt for the village: a gap is one if the inspector or the order says so, and what is appealed counts for nobody unless the appeal was rejected.
-- What turned out to be no fault was a clean look.
CREATE VIEW board_inspections AS SELECT w.month, w.hamlet_id, h.path, i.walk_id, i.place,
	CASE WHEN i.found = 'clean' OR EXISTS (SELECT 1 FROM spots_without_fault WHERE spot_id = i.spot_id) THEN 'clean'
		WHEN (SELECT cause FROM spots WHERE id = i.spot_id) IS 'facility_gap' THEN 'facility_gap' ELSE i.cause END AS found,
	i.found = 'fault' AND EXISTS (SELECT 1 FROM spot_assignments a WHERE a.spot_id = i.spot_id AND a.appealed_at IS NOT NULL AND a.appeal_answer IS NOT 'rejected') AS is_appealed
	FROM inspection_walks w JOIN regions h ON h.id = w.hamlet_id JOIN inspections i ON i.walk_id = w.id
	WHERE w.done_at IS NOT NULL AND i.found <> 'none'
	-- Drawn 回头看 too, in the month in which somebody looked: a relapse once its household had its word and it is final; what is partly clean is looked at again and counts for nobody.
	UNION ALL SELECT MONTH(l.answered_at), l.hamlet_id, h.path, l.id, 'yard',
	CASE WHEN l.answer = 'clean' OR EXISTS (SELECT 1 FROM lookback_appeals WHERE lookback_id = l.id AND is_upheld) THEN 'clean' ELSE l.cause END,
	l.answer = 'relapsed' AND l.settled_at IS NULL
	FROM lookbacks l JOIN regions h ON h.id = l.hamlet_id WHERE l.answered_at IS NOT NULL AND l.answer <> 'partly' AND l.again_of IS NULL;

-- Whoever lives there, holds an office of the place itself or below it, or acts for a unit there. Of a hamlet so are the people of its village's office.
CREATE VIEW bound_to_places AS
	SELECT m.person_id, r.path, r.level FROM household_members m JOIN households h ON h.id = m.household_id JOIN regions r ON r.id = h.hamlet_id WHERE m.left_at IS NULL
	UNION SELECT c.person_id, r.path, r.level FROM declared_relatives c JOIN households h ON h.id = c.household_id JOIN regions r ON r.id = h.hamlet_id
	UNION SELECT g.person_id, r.path, r.level FROM role_grants g JOIN regions r ON r.id = g.region_id WHERE g.revoked_at IS NULL
	UNION SELECT m.person_id, r.path, r.level FROM unit_members m JOIN units u ON u.id = m.unit_id JOIN regions r ON r.id = u.region_id WHERE m.ended_at IS NULL;

CREATE VIEW board_interested AS SELECT n.edition_id, b.person_id FROM board_named n JOIN regions p ON p.id = n.place_id
	JOIN bound_to_places b ON instr(b.path, p.path) = 1 OR (p.level = 'hamlet' AND b.level = 'village' AND instr(p.path, b.path) = 1);

CREATE TRIGGER board_editions_of_a_past_time BEFORE INSERT ON board_editions BEGIN
	SELECT RAISE(ABORT, 'board_editions: of the places below a town or the district') WHERE NOT EXISTS (
		SELECT 1 FROM regions WHERE id = NEW.region_id AND (level = 'district' OR level = 'town' AND NEW.level <> 'town'));
	SELECT RAISE(ABORT, 'board_editions: of months that are over') WHERE NEW.until_month >= strftime('%Y-%m', NEW.stage_at / 1000 + 28800, 'unixepoch');
	SELECT RAISE(ABORT, 'board_editions: each month stands in one edition') WHERE EXISTS (
		SELECT 1 FROM board_editions WHERE region_id = NEW.region_id AND level = NEW.level AND stage NOT IN ('dropped', 'withdrawn')
			AND from_month <= NEW.until_month AND until_month >= NEW.from_month);
	SELECT RAISE(ABORT, 'board_editions begin unpublished') WHERE NEW.published_at IS NOT NULL OR NEW.on_day IS NOT NULL;
END;

CREATE TRIGGER board_editions_kept BEFORE UPDATE ON board_editions BEGIN
	SELECT RAISE(ABORT, 'board_editions: what is compared does not change') WHERE NEW.id <> OLD.id OR NEW.region_id <> OLD.region_id OR NEW.level <> OLD.level
		OR NEW.from_month <> OLD.from_month OR NEW.until_month <> OLD.until_month OR NEW.least <> OLD.least OR NEW.one_in <> OLD.one_in OR NEW.most <> OLD.most OR NEW.error <> OLD.error;
	SELECT RAISE(ABORT, 'board_editions: what was proposed does not change') WHERE OLD.stage <> 'drafted' AND (NEW.label <> OLD.label OR NEW.on_day IS NOT OLD.on_day);
	SELECT RAISE(ABORT, 'board_editions: published once, when two have signed') WHERE (NEW.published_at IS NOT OLD.published_at OR NEW.objections_until IS NOT OLD.objections_until)
		AND (OLD.stage <> 'proposed' OR OLD.published_at IS NOT NULL);
END;

CREATE TRIGGER board_reasons_while_drafted BEFORE INSERT ON board_reasons BEGIN
	SELECT RAISE(ABORT, 'board_reasons: only of a draft') WHERE (SELECT stage FROM board_editions WHERE id = NEW.edition_id) <> 'drafted';
END;

CREATE TRIGGER board_reasons_changed_while_drafted BEFORE UPDATE ON board_reasons BEGIN
	SELECT RAISE(ABORT, 'board_reasons: only of a draft') WHERE NEW.edition_id <> OLD.edition_id OR NEW.place_id <> OLD.place_id
		OR (SELECT stage FROM board_editions WHERE id = OLD.edition_id) <> 'drafted';
END;

CREATE TRIGGER board_reasons_stay BEFORE DELETE ON board_reasons BEGIN
	SELECT RAISE(ABORT, 'board_reasons stay');
END;

CREATE TRIGGER board_named_as_found BEFORE INSERT ON board_named BEGIN
	SELECT RAISE(ABORT, 'board_named: when the edition is signed') WHERE (SELECT stage FROM board_editions WHERE id = NEW.edition_id) <> 'proposed';
	SELECT RAISE(ABORT, 'board_named: places of the board, few of them') WHERE NOT EXISTS (
		SELECT 1 FROM board_editions e JOIN regions r ON r.id = e.region_id JOIN regions p ON p.id = NEW.place_id
		WHERE e.id = NEW.edition_id AND p.level = e.level AND instr(p.path, r.path) = 1 AND p.valid_to IS NULL AND NEW.position BETWEEN 1 AND e.most);
	SELECT RAISE(ABORT, 'board_named: nobody who was inspected too seldom') WHERE NEW.inspections < (SELECT least FROM board_editions WHERE id = NEW.edition_id);
	SELECT RAISE(ABORT, 'board_named: the figures of drawn inspections') WHERE NOT EXISTS (
		SELECT 1 FROM board_editions e JOIN regions p ON p.id = NEW.place_id WHERE e.id = NEW.edition_id
			AND (SELECT count(*) || '/' || coalesce(sum(i.found <> 'clean'), 0) FROM regions h JOIN board_inspections i ON i.hamlet_id = h.id
				WHERE h.path >= p.path AND h.path < p.path || '~' AND i.month BETWEEN e.from_month AND e.until_month AND i.found <> 'facility_gap' AND NOT i.is_appealed)
				= NEW.inspections || '/' || NEW.faults);
	SELECT RAISE(ABORT, 'board_named: praised with a reason') WHERE NEW.list = 'praised' AND NOT EXISTS (
		SELECT 1 FROM board_reasons WHERE edition_id = NEW.edition_id AND place_id = NEW.place_id);
	SELECT RAISE(ABORT, 'board_named: not twice running without a help visit between') WHERE NEW.list = 'lagging' AND EXISTS (
		SELECT 1 FROM board_editions e JOIN board_editions o ON o.id = (
			SELECT id FROM board_editions WHERE region_id = e.region_id AND level = e.level AND stage IN ('published', 'settled') ORDER BY until_month DESC LIMIT 1)
		JOIN board_named n ON n.edition_id = o.id AND n.list = 'lagging' AND n.place_id = NEW.place_id
		WHERE e.id = NEW.edition_id AND NOT EXISTS (SELECT 1 FROM help_orders v WHERE v.place_id = NEW.place_id AND v.done_on > o.on_day AND v.done_on <= e.on_day));
END;

CREATE TRIGGER board_stages_step BEFORE INSERT ON board_stages BEGIN
	SELECT RAISE(ABORT, 'board_stages: the day of a proposal stands in it') WHERE NEW.stage = 'proposed'
		AND (SELECT on_day FROM board_editions WHERE id = NEW.edition_id) IS NOT strftime('%Y-%m-%d', NEW.at / 1000 + 28800, 'unixepoch');
	SELECT RAISE(ABORT, 'board_stages: published as it was signed by two people who belong to no place that it names') WHERE NEW.stage = 'published' AND NOT EXISTS (
		SELECT 1 FROM approvals v JOIN published_files f ON f.kind = 'board' AND f.subject = v.subject AND f.sha256 = v.outcome JOIN board_editions e ON e.id = v.subject
		WHERE v.kind = 'board' AND v.subject = NEW.edition_id AND v.answer = 'signed' AND v.region_id = e.region_id AND e.published_at = NEW.at
			AND NOT EXISTS (SELECT 1 FROM board_interested i WHERE i.edition_id = NEW.edition_id AND i.person_id IN (v.proposed_by, v.answered_by)));
	SELECT RAISE(ABORT, 'board_stages: not without a place that was inspected often enough') WHERE NEW.stage = 'published' AND NOT EXISTS (
		SELECT 1 FROM board_editions e JOIN regions r ON r.id = e.region_id JOIN regions p ON p.level = e.level AND p.path >= r.path AND p.path < r.path || '~' AND p.valid_to IS NULL
		WHERE e.id = NEW.edition_id AND e.least <= (SELECT count(*) FROM regions h JOIN board_inspections i ON i.hamlet_id = h.id
			WHERE h.path >= p.path AND h.path < p.path || '~' AND i.month BETWEEN e.from_month AND e.until_month AND i.found <> 'facility_gap' AND NOT i.is_appealed));
	SELECT RAISE(ABORT, 'board_stages: withdrawn when an objection was right') WHERE NEW.stage = 'withdrawn' AND NOT EXISTS (
		SELECT 1 FROM objections WHERE kind = 'board' AND subject = NEW.edition_id AND is_upheld);
	SELECT RAISE(ABORT, 'board_stages: settled after the days of objections, when each is answered') WHERE NEW.stage = 'settled'
		AND (EXISTS (SELECT 1 FROM board_editions WHERE id = NEW.edition_id AND objections_until > NEW.at)
			OR EXISTS (SELECT 1 FROM objections WHERE kind = 'board' AND subject = NEW.edition_id AND answer IS NULL));
END;

CREATE TRIGGER published_files_board_that_was_proposed BEFORE INSERT ON published_files WHEN NEW.kind = 'board' BEGIN
	SELECT RAISE(ABORT, 'published_files: the board of a proposed edition') WHERE NOT EXISTS (SELECT 1 FROM board_editions WHERE id = NEW.subject AND stage = 'proposed');
END;

CREATE TRIGGER objections_to_a_board_in_time BEFORE INSERT ON objections WHEN NEW.kind = 'board' BEGIN
	SELECT RAISE(ABORT, 'objections: while the board takes them, from a household of its places') WHERE NOT EXISTS (
		SELECT 1 FROM board_editions e JOIN regions r ON r.id = e.region_id JOIN households h ON h.id = NEW.household_id JOIN regions p ON p.id = h.hamlet_id
		WHERE e.id = NEW.subject AND e.stage = 'published' AND NEW.made_at < e.objections_until AND instr(p.path, r.path) = 1);
END;

CREATE TRIGGER objections_to_a_board_answered BEFORE UPDATE ON objections WHEN NEW.kind = 'board' BEGIN
	SELECT RAISE(ABORT, 'objections: not by who printed a slip of the household that objects') WHERE EXISTS (
		SELECT 1 FROM sign_in_slips WHERE household_id = OLD.household_id AND issued_by = NEW.answered_by);
	SELECT RAISE(ABORT, 'objections: by neither signer of the board, nor by who belongs to a place that it names') WHERE EXISTS (
		SELECT 1 FROM approvals WHERE kind = 'board' AND subject = OLD.subject AND answer = 'signed' AND NEW.answered_by IN (proposed_by, answered_by))
		OR NEW.answered_by IN (SELECT person_id FROM board_interested WHERE edition_id = OLD.subject);
END;

CREATE TRIGGER help_orders_by_others BEFORE INSERT ON help_orders BEGIN
	SELECT RAISE(ABORT, 'help_orders: not written down by who belongs to the place') WHERE EXISTS (
		SELECT 1 FROM bound_to_places b JOIN regions p ON p.id = NEW.place_id
		WHERE b.person_id = NEW.recorded_by AND (instr(b.path, p.path) = 1 OR (p.level = 'hamlet' AND b.level = 'village' AND instr(p.path, b.path) = 1)));
	SELECT RAISE(ABORT, 'help_orders: a partner is another village') WHERE NEW.kind = 'partner' AND (SELECT level FROM regions WHERE id = NEW.helper_id) <> 'village';
END;

CREATE TRIGGER talks_after_help BEFORE INSERT ON talks BEGIN
	SELECT RAISE(ABORT, 'talks: with a place that this edition names, and that was named before') WHERE NOT EXISTS (
		SELECT 1 FROM board_named n JOIN board_editions e ON e.id = n.edition_id AND e.stage IN ('published', 'settled')
		WHERE n.edition_id = NEW.edition_id AND n.place_id = NEW.place_id AND n.list = 'lagging' AND EXISTS (
			SELECT 1 FROM board_named m JOIN board_editions o ON o.id = m.edition_id AND o.stage IN ('published', 'settled')
			WHERE m.place_id = n.place_id AND m.list = 'lagging' AND o.until_month < e.from_month));
	SELECT RAISE(ABORT, 'talks: after a help visit') WHERE NOT EXISTS (
		SELECT 1 FROM help_orders v JOIN board_named n ON n.place_id = v.place_id AND n.list = 'lagging' JOIN board_editions o ON o.id = n.edition_id AND o.stage IN ('published', 'settled')
		WHERE v.place_id = NEW.place_id AND v.done_on > o.on_day AND v.done_on <= NEW.held_on);
END;

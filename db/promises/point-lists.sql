-- 记分名单: entered by somebody who is close to nobody on it; above fifty points two people; no more often than the rule says.

CREATE TRIGGER point_lists_entered BEFORE INSERT ON point_lists BEGIN
	SELECT RAISE(ABORT, 'point_lists: of an open village, about a day that was')
		WHERE NOT EXISTS (SELECT 1 FROM regions WHERE id = NEW.village_id AND level = 'village' AND valid_to IS NULL)
			OR NEW.held_on > strftime('%Y-%m-%d', NEW.entered_at / 1000 + 28800, 'unixepoch');
	SELECT RAISE(ABORT, 'point_lists: own household or declared relatives')
		WHERE NEW.helped_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.entered_by);
END;

CREATE TRIGGER point_list_lines_entered BEFORE INSERT ON point_list_lines BEGIN
	SELECT RAISE(ABORT, 'point_list_lines: a list has the lines with which it was entered')
		WHERE (SELECT households FROM point_lists WHERE id = NEW.list_id) <= (SELECT count(*) FROM point_list_lines WHERE list_id = NEW.list_id);
	SELECT RAISE(ABORT, 'point_list_lines: a household of that village, not the one that was helped') WHERE NOT EXISTS (
		SELECT 1 FROM point_lists l JOIN households h ON h.id = NEW.household_id AND h.village_id = l.village_id AND h.closed_at IS NULL
		WHERE l.id = NEW.list_id AND l.helped_id IS NOT NEW.household_id);
	SELECT RAISE(ABORT, 'point_list_lines: own household or declared relatives') WHERE NEW.household_id IN (
		SELECT household_id FROM close_households WHERE person_id = (SELECT entered_by FROM point_lists WHERE id = NEW.list_id));
END;

CREATE TRIGGER point_list_words_by_helped BEFORE INSERT ON point_list_words BEGIN
	SELECT RAISE(ABORT, 'point_list_words: by the household that was helped, or an officer who is independent of who entered it') WHERE NOT EXISTS (
		SELECT 1 FROM point_lists l WHERE l.id = NEW.list_id AND l.helped_id IS NOT NULL AND l.entered_by <> NEW.answered_by AND iif(NEW.said_by IS NULL,
			EXISTS (SELECT 1 FROM household_members WHERE household_id = l.helped_id AND person_id = NEW.answered_by AND left_at IS NULL)
				AND (NEW.let_in_by IS NULL OR NEW.let_in_by <> l.entered_by AND INDEPENDENT(NEW.let_in_by, l.entered_by, l.village_id)),
			INDEPENDENT(NEW.answered_by, l.entered_by, l.village_id)
				AND l.helped_id NOT IN (SELECT household_id FROM close_households WHERE person_id = NEW.answered_by)));
END;

CREATE TRIGGER approvals_of_lists BEFORE UPDATE OF answer ON approvals WHEN NEW.kind = 'award' AND NEW.answer = 'signed' BEGIN
	SELECT RAISE(ABORT, 'approvals: own household or declared relatives') WHERE EXISTS (
		SELECT 1 FROM point_list_lines n JOIN close_households c ON c.household_id = n.household_id WHERE n.list_id = NEW.subject AND c.person_id = NEW.answered_by);
END;

-- What one pays alone in a village and month comes to fifty points at most.
CREATE TRIGGER point_entries_of_lists BEFORE INSERT ON point_entries WHEN NEW.source GLOB 'award:*' BEGIN
	SELECT RAISE(ABORT, 'point_entries: a list pays its households under its rule, once what was helped is confirmed') WHERE NEW.kind <> 'issue' OR NOT EXISTS (
		SELECT 1 FROM point_lists l JOIN point_list_lines n ON n.list_id = l.id AND n.household_id = NEW.household_id JOIN point_rules r ON r.id = NEW.rule_id
		WHERE NEW.source = 'award:' || l.id || '/' || NEW.household_id AND NEW.evidence = 'award:' || l.id AND r.code = l.code AND NEW.month = substr(l.held_on, 1, 7)
			AND (l.helped_id IS NULL OR EXISTS (SELECT 1 FROM point_list_words WHERE list_id = l.id AND is_true = 1)));
	SELECT RAISE(ABORT, 'point_entries: above fifty points two people') WHERE NOT EXISTS (
			SELECT 1 FROM approvals WHERE kind = 'award' AND subject = substr(NEW.evidence, 7) AND answer = 'signed')
		AND 50 < NEW.points + (SELECT coalesce(sum(e.points), 0) FROM point_lists o JOIN point_lists l ON l.village_id = o.village_id AND l.entered_by = o.entered_by
				AND MONTH(l.entered_at) = MONTH(o.entered_at) JOIN point_list_lines n ON n.list_id = l.id JOIN point_entries e ON e.source = 'award:' || l.id || '/' || n.household_id
			WHERE o.id = substr(NEW.evidence, 7) AND NOT EXISTS (SELECT 1 FROM approvals a WHERE a.kind = 'award' AND a.subject = l.id AND a.answer = 'signed'));
	SELECT RAISE(ABORT, 'point_entries: a list pays no more often than the rule says') WHERE EXISTS (
		SELECT 1 FROM point_rules r WHERE r.id = NEW.rule_id AND r.cap_count <= (
			SELECT count(DISTINCT e.evidence) FROM point_entries e JOIN point_rules o ON o.id = e.rule_id AND o.code = r.code
			WHERE e.household_id = NEW.household_id AND e.kind = 'issue' AND e.evidence <> NEW.evidence
				AND substr(e.month, 1, 4) = substr(NEW.month, 1, 4) AND iif(r.cap_period = 'month', e.month = NEW.month, (substr(e.month, 6) + 2) / 3 = (substr(NEW.month, 6) + 2) / 3)
				AND NOT EXISTS (SELECT 1 FROM point_entries v WHERE v.refers_to = e.seq AND v.kind = 'reverse' AND v.points = -e.points)));
END;

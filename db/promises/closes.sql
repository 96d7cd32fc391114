-- 月结: a village's month is closed in order, after its last day, by an undoubted clock, with nothing disputed; noticed for three days at least; locked by a second, independent person.

CREATE TRIGGER point_closes_begin_in_order BEFORE INSERT ON point_closes BEGIN
	SELECT RAISE(ABORT, 'point_closes: of an open village, without a notice') WHERE NEW.notice_until IS NOT NULL
		OR NOT EXISTS (SELECT 1 FROM regions WHERE id = NEW.village_id AND level = 'village' AND valid_to IS NULL);
	SELECT RAISE(ABORT, 'point_closes: begun when its record is over') WHERE NEW.ends_at <> (strftime('%s', NEW.month || '-26') - 28800) * 1000 OR NEW.stage_at < NEW.ends_at;
	SELECT RAISE(ABORT, 'point_closes: month after month, each when the one before is locked') WHERE EXISTS (
		SELECT 1 FROM point_closes WHERE village_id = NEW.village_id AND (month >= NEW.month OR stage <> 'locked'))
		OR NEW.from_at <> coalesce((SELECT max(ends_at) FROM point_closes WHERE village_id = NEW.village_id), 0)
		OR strftime('%Y-%m', (SELECT max(month) FROM point_closes WHERE village_id = NEW.village_id) || '-01', '+1 month') <> NEW.month;
	SELECT RAISE(ABORT, 'point_closes: not by a clock in doubt') WHERE (SELECT doubt FROM clock_marks ORDER BY seq DESC LIMIT 1) IS NOT NULL;
	SELECT RAISE(ABORT, 'point_closes: with the head of the chain') WHERE NEW.head_seq <> coalesce((SELECT max(seq) FROM point_entries), 0)
		OR NEW.head_hash <> coalesce((SELECT hash FROM point_entries ORDER BY seq DESC LIMIT 1), '');
	SELECT RAISE(ABORT, 'point_closes: no entry falls between two months') WHERE NEW.after_seq < coalesce((SELECT max(after_seq) FROM point_closes WHERE village_id = NEW.village_id), 0)
		OR EXISTS (SELECT 1 FROM point_entries WHERE seq > coalesce((SELECT max(after_seq) FROM point_closes WHERE village_id = NEW.village_id), 0)
			AND seq <= NEW.after_seq AND at >= NEW.from_at);
	SELECT RAISE(ABORT, 'point_closes: what is disputed is answered first') WHERE EXISTS (
		SELECT 1 FROM point_disputes d JOIN point_entries e ON e.seq = d.entry_seq WHERE d.village_id = NEW.village_id AND d.answered_at IS NULL AND e.at < NEW.ends_at);
END;

CREATE TRIGGER point_closes_kept BEFORE UPDATE ON point_closes BEGIN
	SELECT RAISE(ABORT, 'point_closes: what was closed does not change') WHERE NEW.id <> OLD.id OR NEW.village_id <> OLD.village_id OR NEW.month <> OLD.month
		OR NEW.from_at <> OLD.from_at OR NEW.ends_at <> OLD.ends_at OR NEW.after_seq <> OLD.after_seq OR NEW.head_seq <> OLD.head_seq OR NEW.head_hash <> OLD.head_hash
		OR NEW.households <> OLD.households OR NEW.earned <> OLD.earned OR NEW.spent <> OLD.spent OR NEW.balance <> OLD.balance OR NEW.code <> OLD.code
		OR OLD.notice_until IS NOT NULL AND NEW.notice_until IS NOT OLD.notice_until;
END;

-- A line says what the ledger says, and comes before its sheet is begun.
CREATE TRIGGER point_close_lines_as_in_ledger BEFORE INSERT ON point_close_lines BEGIN
	SELECT RAISE(ABORT, 'point_close_lines: a sheet that was begun has its lines') WHERE EXISTS (SELECT 1 FROM point_close_stages WHERE close_id = NEW.close_id);
	SELECT RAISE(ABORT, 'point_close_lines: what the ledger says') WHERE NOT EXISTS (
		SELECT 1 FROM point_closes c WHERE c.id = NEW.close_id
			AND NEW.earned + NEW.spent = coalesce((SELECT sum(points) FROM point_entries WHERE household_id = NEW.household_id AND seq > c.after_seq AND at >= c.from_at AND at < c.ends_at), 0)
			AND NEW.balance = coalesce((SELECT balance_after FROM point_entries WHERE household_id = NEW.household_id ORDER BY seq DESC LIMIT 1), 0)
				- coalesce((SELECT sum(points) FROM point_entries WHERE household_id = NEW.household_id AND seq > c.after_seq AND at >= c.ends_at), 0));
END;

CREATE TRIGGER point_close_stages_step BEFORE INSERT ON point_close_stages BEGIN
	SELECT RAISE(ABORT, 'point_close_stages: by somebody, not by a clock in doubt') WHERE NEW.actor_id IS NULL
		OR (SELECT doubt FROM clock_marks ORDER BY seq DESC LIMIT 1) IS NOT NULL;
	SELECT RAISE(ABORT, 'point_close_stages: begun with its whole sheet') WHERE NEW.stage = 'begun' AND NOT EXISTS (
		SELECT 1 FROM point_closes c JOIN (SELECT count(*) AS n, coalesce(sum(earned), 0) AS e, coalesce(sum(spent), 0) AS s, coalesce(sum(balance), 0) AS b
			FROM point_close_lines WHERE close_id = NEW.close_id) l
		WHERE c.id = NEW.close_id AND c.households = l.n AND c.earned = l.e AND c.spent = l.s AND c.balance = l.b);
	SELECT RAISE(ABORT, 'point_close_stages: noticed after the review, for three days at least') WHERE NEW.stage = 'noticed' AND NOT EXISTS (
		SELECT 1 FROM point_closes WHERE id = NEW.close_id AND NEW.at >= ends_at + DAYS(3) AND notice_until >= NEW.at + DAYS(3));
	SELECT RAISE(ABORT, 'point_close_stages: locked when the notice is over and each dispute was answered') WHERE NEW.stage = 'locked' AND NOT EXISTS (
		SELECT 1 FROM point_closes c WHERE c.id = NEW.close_id AND NEW.at >= c.notice_until AND NOT EXISTS (
			SELECT 1 FROM point_disputes d JOIN point_entries e ON e.seq = d.entry_seq WHERE d.village_id = c.village_id AND d.answered_at IS NULL AND e.at < c.ends_at));
	SELECT RAISE(ABORT, 'point_close_stages: locked by a second, independent person') WHERE NEW.stage = 'locked' AND NOT EXISTS (
		SELECT 1 FROM point_close_stages s JOIN point_closes c ON c.id = s.close_id
		WHERE s.close_id = NEW.close_id AND s.stage = 'begun' AND s.actor_id <> NEW.actor_id AND INDEPENDENT(NEW.actor_id, s.actor_id, c.village_id));
END;

-- What was closed stays closed: nothing is dated into it, and corrections are rows of the open month.
CREATE TRIGGER point_entries_after_the_close BEFORE INSERT ON point_entries BEGIN
	SELECT RAISE(ABORT, 'point_entries: nothing is dated into a month that was closed') WHERE NEW.at < (
		SELECT max(c.ends_at) FROM point_closes c JOIN households h ON h.village_id = c.village_id WHERE h.id = NEW.household_id);
END;

CREATE TRIGGER point_disputes_made BEFORE INSERT ON point_disputes BEGIN
	SELECT RAISE(ABORT, 'point_disputes: of the household itself, about an entry of a month that is not locked') WHERE NEW.answered_at IS NOT NULL OR NOT EXISTS (
		SELECT 1 FROM point_entries e JOIN households h ON h.id = e.household_id
		WHERE e.seq = NEW.entry_seq AND e.household_id = NEW.household_id AND h.village_id = NEW.village_id
			AND NOT EXISTS (SELECT 1 FROM point_closes WHERE village_id = NEW.village_id AND stage = 'locked' AND ends_at > e.at));
END;

CREATE TRIGGER point_disputes_answered_once BEFORE UPDATE ON point_disputes BEGIN
	SELECT RAISE(ABORT, 'point_disputes: answered once') WHERE OLD.answered_at IS NOT NULL OR NEW.answered_at IS NULL OR NEW.entry_seq <> OLD.entry_seq
		OR NEW.household_id <> OLD.household_id OR NEW.village_id <> OLD.village_id OR NEW.words <> OLD.words OR NEW.made_by <> OLD.made_by
		OR NEW.said_by IS NOT OLD.said_by OR NEW.made_at <> OLD.made_at OR NEW.due_on <> OLD.due_on;
	SELECT RAISE(ABORT, 'point_disputes: not by who wrote the entry, who made it, or anybody who depends on the writer') WHERE NEW.answered_by = OLD.made_by OR EXISTS (
		SELECT 1 FROM point_entries e WHERE e.seq = OLD.entry_seq AND e.actor_id IS NOT NULL
			AND (e.actor_id = NEW.answered_by OR NOT INDEPENDENT(NEW.answered_by, e.actor_id, OLD.village_id)));
	SELECT RAISE(ABORT, 'point_disputes: own household or declared relatives') WHERE OLD.household_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.answered_by);
	SELECT RAISE(ABORT, 'point_disputes: a correction is a row of the ledger') WHERE NEW.correction <> 0 AND NOT EXISTS (
		SELECT 1 FROM point_entries WHERE source = 'dispute:' || OLD.entry_seq AND kind = 'adjust' AND points = NEW.correction AND household_id = OLD.household_id);
	SELECT RAISE(ABORT, 'point_disputes: what was taken back before is not taken once more') WHERE NEW.correction < 0 AND EXISTS (
		SELECT 1 FROM point_entries WHERE source IN ('reversal:' || OLD.entry_seq, 'callback:' || OLD.entry_seq));
	SELECT RAISE(ABORT, 'point_disputes: put right between nothing and what the rule pays') WHERE EXISTS (
		SELECT 1 FROM point_entries e JOIN point_rules r ON r.id = e.rule_id WHERE e.seq = OLD.entry_seq AND e.points + NEW.correction NOT BETWEEN
			min(e.points, 0) AND iif(e.points < 0, 0, max(e.points, r.points, coalesce(r.grade_points ->> 2, 0))));
END;

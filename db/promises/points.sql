-- A household's balance and held points follow from its entry before. The entries form one hash chain.

CREATE TRIGGER point_entries_follow BEFORE INSERT ON point_entries BEGIN
	SELECT RAISE(ABORT, 'point_entries: the chain is broken') WHERE NEW.previous_hash <> coalesce((SELECT hash FROM point_entries ORDER BY seq DESC LIMIT 1), '');
	SELECT RAISE(ABORT, 'point_entries: the sequence has a gap') WHERE NEW.seq <> coalesce((SELECT max(seq) FROM point_entries), 0) + 1;
	SELECT RAISE(ABORT, 'point_entries: the balance does not follow') WHERE NEW.balance_after <> NEW.points + coalesce((SELECT balance_after FROM point_entries WHERE household_id = NEW.household_id ORDER BY seq DESC LIMIT 1), 0);
	SELECT RAISE(ABORT, 'point_entries: what is held does not follow') WHERE NEW.held_after <> NEW.held + coalesce((SELECT held_after FROM point_entries WHERE household_id = NEW.household_id ORDER BY seq DESC LIMIT 1), 0);
END;

-- A vest moves a whole hold of the same household to the balance. A reversal takes back an issue, a vest or a whole hold. A unique key allows each once.

CREATE TRIGGER point_entries_vest_a_hold BEFORE INSERT ON point_entries WHEN NEW.kind = 'vest' BEGIN
	SELECT RAISE(ABORT, 'point_entries: nothing is held that could be vested') WHERE NOT EXISTS (
		SELECT 1 FROM point_entries WHERE seq = NEW.refers_to AND household_id = NEW.household_id AND rule_id = NEW.rule_id AND kind = 'hold' AND held = NEW.points);
END;

CREATE TRIGGER point_entries_reverse_an_award BEFORE INSERT ON point_entries WHEN NEW.kind = 'reverse' BEGIN
	SELECT RAISE(ABORT, 'point_entries: nothing was given that could be taken back so') WHERE NOT EXISTS (
		SELECT 1 FROM point_entries WHERE seq = NEW.refers_to AND household_id = NEW.household_id AND rule_id = NEW.rule_id
			AND (kind IN ('issue', 'vest') AND points >= -NEW.points AND NEW.points < 0 OR kind = 'hold' AND held = -NEW.held));
END;

-- Points go from household to household only when one was merged into the other: its whole balance out, then the same in.
CREATE TRIGGER point_entries_merged BEFORE INSERT ON point_entries WHEN NEW.rule_id IN (SELECT id FROM point_rules WHERE code = 'T01') BEGIN
	SELECT RAISE(ABORT, 'point_entries: a merger moves the whole balance of a household that goes on in the other') WHERE NEW.kind <> 'adjust' OR NOT (
		NEW.points < 0 AND NEW.balance_after = 0 AND NEW.source = 'merger:' || NEW.household_id || ':out'
			AND NEW.evidence IS 'household:' || (SELECT goes_on_id FROM households WHERE id = NEW.household_id)
		OR NEW.points > 0 AND EXISTS (SELECT 1 FROM point_entries o WHERE o.source = replace(NEW.source, ':in', ':out') AND o.points = -NEW.points
			AND o.evidence = 'household:' || NEW.household_id AND NEW.source = 'merger:' || o.household_id || ':in'));
END;
